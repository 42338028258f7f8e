// Addresses of posts: which platform an address belongs to, and the address without what follows
// people around.

const SHAPES = [
  ["x", /^https?:\/\/(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com\/\w{1,15}\/status(?:es)?\/\d+/i],
  ["bluesky", /^https?:\/\/bsky\.app\/profile\/[^/?#]+\/post\/\w+/i],
  ["threads", /^https?:\/\/(?:www\.)?threads\.(?:com|net)\/@[\w.]+\/post\/[\w-]+/i],
  ["instagram", /^https?:\/\/(?:www\.)?instagram\.com\/(?:[\w.]+\/)?(?:p|reel|tv)\/[\w-]+/i],
  ["tiktok", /^https?:\/\/(?:www\.)?tiktok\.com\/@[\w.]+\/video\/\d+/i],
  ["youtube", /^https?:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?v=|shorts\/|live\/)|youtu\.be\/)[\w-]+/i],
  ["facebook", /^https?:\/\/(?:www\.|m\.)?facebook\.com\/[\w.-]+\/(?:posts|videos|photos)\/[\w./-]+/i],
  ["truth_social", /^https?:\/\/truthsocial\.com\/@\w+\/(?:posts\/)?\d+/i],
  ["mastodon", /^https:\/\/[\w.-]+\/@\w+(?:@[\w.-]+)?\/\d{6,}/i],
]

// The fields that one of these addresses gives; the last one is the post's own.
export function permalinkFields(addresses) {
  for (const address of [...addresses].reverse()) {
    for (const [platform, shape] of SHAPES) {
      const match = shape.exec(address)
      if (match) return { platform, post_url: match[0] }
    }
  }
  return {}
}
