// Addresses of posts: which platform an address belongs to, the post's own name and its author's
// page, and the address without what follows people around.

// `author` is the address of the author's page where `user` is there, too.
const SHAPES = [
  ["x", /^(?<author>https?:\/\/(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com\/(?:i(?:\/web)?|(?<user>\w{1,15})))\/status(?:es)?\/(?<id>\d+)/i],
  ["bluesky", /^(?<author>https?:\/\/bsky\.app\/profile\/(?<user>[^/?#]+))\/post\/(?<id>\w+)/i],
  ["threads", /^(?<author>https?:\/\/(?:www\.)?threads\.(?:com|net)\/@(?<user>[\w.]+))\/post\/(?<id>[\w-]+)/i],
  ["instagram", /^(?<author>https?:\/\/(?:www\.)?instagram\.com(?:\/(?<user>[\w.]+))?)\/(?:p|reel|tv)\/(?<id>[\w-]+)/i],
  ["tiktok", /^(?<author>https?:\/\/(?:www\.)?tiktok\.com\/@(?<user>[\w.]+))\/video\/(?<id>\d+)/i],
  ["youtube", /^https?:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?v=|shorts\/|live\/)|youtu\.be\/)(?<id>[\w-]+)/i],
  ["facebook", /^(?<author>https?:\/\/(?:www\.|m\.)?facebook\.com\/(?<user>[\w.-]+))\/(?:posts|videos|photos)\/(?:[\w.-]+\/)*(?<id>[\w.-]+)/i],
  ["truth_social", /^(?<author>https?:\/\/truthsocial\.com\/@(?<user>\w+))\/(?:posts\/)?(?<id>\d+)/i],
  ["mastodon", /^(?<author>https:\/\/(?<server>[\w.-]+)\/@(?<user>\w+(?:@[\w.-]+)?))\/(?<id>\d{6,})/i],
]

// The fields that one of these addresses gives; the last one is the post's own, unless it is of
// another author than the words say: those may link to other posts.
export function permalinkFields(addresses, handle = "") {
  const found = addresses.map(fieldsOf).filter((fields) => fields && isBy(fields, handle))
  return found.at(-1) ?? {}
}

function fieldsOf(address) {
  for (const [platform, shape] of SHAPES) {
    const match = shape.exec(address)
    if (!match) continue
    const { author, user, id, server } = match.groups
    const fields = { platform, post_url: match[0], post_id: id }
    if (user) fields.author_url = author
    if (user && platform !== "facebook" && !user.startsWith("did:")) fields.handle = handleOf(user, server)
    return fields
  }
  return null
}

// With its server where platforms have several: "@bo@social.example.org".
function handleOf(user, server) {
  return server && !user.includes("@") ? `@${user}@${server}` : `@${user}`
}

function isBy({ handle: author }, handle) {
  const user = (name) => name.toLowerCase().split("@")[1]
  return !author || !handle || user(author) === user(handle)
}
