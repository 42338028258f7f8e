// Posts of social media in a text, in the forms that people paste: the words of an embed code, or
// of an app's screen. Strings in, places in UTF-16 units and fields out.
import { dateIn, isDated } from "annotations/dates"

const HANDLE = String.raw`@[\w.-]+(?:@[\w.-]+)?`
const DASH = "[—–―-]"
// — Name (@handle) November 3, 2026: under the post, or behind it on the same line.
const BELOW = new RegExp(String.raw`^\s*${DASH}\s*(.{0,120}?)\s*\((${HANDLE})\)\s*[,·]?\s*([^()]{0,60})$`, "u")
const BEHIND = new RegExp(String.raw`^(.*\S)\s+[—–―]\s*([^—–―]{0,120}?)\s*\((${HANDLE})\)\s*[,·]?\s*([^()]{1,60})$`, "u")
// What this site's own pages add under a post.
const OUR_LINE = /^Post on ([A-Z][\w ]{0,15})$/

// Whatever is left of the post where the platform says nothing of its words.
const ON_INSTAGRAM =
  /(?:View this post on Instagram\s*)?A post shared by ([^\n]{1,120}?)\s?\((@[\w.]+)\)(?:\s+on\s+(\p{L}{3,9} \d{1,2}, \d{4})(?: at [\d:]+\s?[ap]m\b(?: P[SD]T)?)?)?|View this post on Instagram/gu
const ON_OTHERS = /^(?:Post by (@[\w.-]+(?:@[\w.-]+)?)\s*)?View on (Mastodon|Threads)$|^Post by (@[\w.-]+@[\w.-]+)$/gmu

// An app's screen: name, handle, "·" and the age above the words, counts or the time below them.
const SCREEN_HANDLE = new RegExp(String.raw`^(${HANDLE})(?:\s*·\s*(.{1,30}))?$`, "u")
const SCREEN_LINE = new RegExp(String.raw`^(\S.{0,80}?)\s+(${HANDLE})\s*·\s*(.{1,30})$`, "u")
const AGE = /^(?:\d{1,2}\s?(?:s|m|min|h|d|w|mo|y)|\p{L}{3,9}\.? \d{1,2}(?:, \d{4})?|\d{1,2}\.? \p{L}{3,9}\.?(?: \d{4})?)$/u
const STAMP = /^\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?\s*·\s*(.{4,40})$/iu
const COUNT = /^\d[\d.,]*\s?[KMB]?(?:\s(?:Views?|Reposts?|Quotes?|Likes?|Replies|Comments?|Bookmarks?))?$/i
const LABEL = /^(?:·|Views?|Reposts?|Quotes?|Likes?|Reply|Replies|Repost|Like|Comments?|Share|Bookmarks?|Translate post)$/i
const LONGEST_SCREEN = 16 // lines

// How a post of several paragraphs begins, and what never stands alone in one.
const OPENS = /^\s*(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f|(?:BREAKING|JUST IN|NEW|WATCH|UPDATE|EXCLUSIVE|ALERT|THREAD)\s*[:|–—-]|RT @|\.?@\w|\d{1,2}\/\d{0,2}\s)/u
const CONTINUES = /^\s*(?:(?:pic\.(?:twitter|x)\.com\/|https?:\/\/)\S+|\[image or embed\]|(?:[#@][\p{L}\p{N}_]+\s*)+)\s*$/u
const LONGEST_BODY = 340 // code points that a post has room for, links and all
const IMAGE = "[image or embed]"
const PICTURE = /\bpic\.(?:twitter|x)\.com\/\w+/g
const LINKS = /(?:\s*(?:pic\.(?:twitter|x)\.com|https?:\/)\/\S+)+$/ // behind the words
const MORE = /\s*\b(?:Show|See|Read) more$/
const SHORTEST_CUT = 100 // code points; where 140 had room, a link of 24 and the dots were among them

// Every post of the text, in order: [{start, end, fields}]. `quoteAt` tells which block quote a
// unit of the text stands in, null for none: a post that is quoted as one begins where that does.
export function postsIn(text, quoteAt = () => null) {
  const lines = linesOf(text)
  const found = [...onInstagram(text), ...onOthers(text)]
  let floor = 0
  for (let index = 0; index < lines.length; index++) {
    const post = signed(lines, index, floor, quoteAt) ?? onScreen(lines, index)
    if (!post) continue
    found.push(post)
    floor = lines.findIndex((line) => line.start >= post.end)
    if (floor < 0) break
    index = floor - 1
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((post, index) => !found.slice(0, index).some((other) => other.end > post.start))
}

// The fields of words that somebody says are one post.
export function postFields(words) {
  const posts = postsIn(words, () => "all")
  return posts.length ? posts.at(-1).fields : { ...bodyFields(words), text: words }
}

function linesOf(text) {
  let start = 0
  return text.split("\n").map((line) => {
    const here = { text: line, start, end: start + line.length }
    start = here.end + 1
    return here
  })
}

function signed(lines, index, floor, quoteAt) {
  const line = lines[index]
  const below = BELOW.exec(line.text)
  const behind = below ? null : BEHIND.exec(line.text)
  const [name, handle, when] = (below ?? behind)?.slice(-3) ?? []
  if (!handle || (when && !isDated(when)) || (behind && !isDated(when))) return null
  const first = firstLine(lines, index, floor, quoteAt, Boolean(below))
  if (first === null) return null
  const words = lines.slice(first, index).map(({ text }) => text)
  if (behind) words.push(behind[1])
  const body = words.join("\n").trim()
  if (!body) return null
  const ours = below && OUR_LINE.exec(lines[index + 1]?.text ?? "")
  const start = lines[first].start + lines[first].text.search(/\S|$/u)
  return {
    start,
    end: ours ? lines[index + 1].end : line.end,
    fields: filled({
      ...bodyFields(body, handle, when),
      author_name: name || handle.slice(1),
      handle,
      post_date: dateIn(when),
      ...(ours && { platform: ours[1].toLowerCase().replaceAll(" ", "_") }),
    }),
  }
}

// Where the words begin above (or on) the line that is signed; null where there are none.
function firstLine(lines, index, floor, quoteAt, isBelow) {
  const isBlank = (at) => !/\S/u.test(lines[at].text)
  const startOfQuote = (at) => {
    const quote = quoteAt(lines[at].start)
    if (quote === null) return null
    let first = at
    while (first > floor && quoteAt(lines[first - 1].start) === quote) first -= 1
    while (first < at && isBlank(first)) first += 1
    return first
  }
  const quoted = startOfQuote(index)
  if (quoted !== null && (quoted < index || !isBelow)) return quoted
  if (!isBelow) return index
  let last = index - 1
  while (last >= floor && isBlank(last)) last -= 1
  if (last < floor || BELOW.test(lines[last].text)) return null
  const above = startOfQuote(last)
  if (above !== null) return above
  return opening(lines, last, floor, (at) => quoteAt(lines[at].start) !== null)
}

// Nobody says where a post of several paragraphs begins: at the nearest that looks like a beginning.
function opening(lines, last, floor, isQuoted) {
  if (OPENS.test(lines[last].text)) return last
  let length = [...lines[last].text].length
  let first = last
  for (let at = last - 1; at >= floor && !isQuoted(at); at--) {
    if (!/\S/u.test(lines[at].text)) continue
    length += [...lines[at].text].length
    if (length > LONGEST_BODY) break
    if (CONTINUES.test(lines[first].text)) first = at
    if (OPENS.test(lines[at].text)) return at
  }
  return first
}

// What the words of a post tell, as the platform shows them.
function bodyFields(body, handle, when) {
  const text = body.replace(IMAGE, "").replace(MORE, "").trim()
  const media = body.match(PICTURE)?.map((link) => `https://${link}`).join("\n")
  return filled({ text, media, truncated: isCut(body) && "True", ...platformOf(body, handle, when) })
}

// Platforms cut a post at its limit or offer the rest; a short one that ends in dots is whole.
function isCut(body) {
  const words = body.replace(LINKS, "")
  return MORE.test(body) || (/[\p{L}\p{N},]…$/u.test(words) && [...words].length >= SHORTEST_CUT)
}

// Only what the pasted words themselves prove.
function platformOf(body, handle = "", when = "") {
  if (/\bpic\.(?:twitter|x)\.com\/|\bhttps:\/\/t\.co\//.test(body)) return { platform: "x" }
  if (body.includes(IMAGE) || handle.endsWith(".bsky.social")) return { platform: "bluesky" }
  if (/^@[\w-]+(?:\.[\w-]+)+$/.test(handle) && /\bat \d{1,2}:\d{2}/.test(when)) return { platform: "bluesky" }
  return /^@[\w.-]+@/.test(handle) ? { platform: "mastodon" } : {}
}

function onInstagram(text) {
  return [...text.matchAll(ON_INSTAGRAM)].map(({ index, 0: words, 1: name, 2: handle, 3: when }) => ({
    start: index,
    end: index + words.length,
    fields: filled({ platform: "instagram", author_name: name, handle, post_date: dateIn(when ?? "") }),
  }))
}

function onOthers(text) {
  return [...text.matchAll(ON_OTHERS)].map(({ index, 0: words, 1: handle, 2: name, 3: alone }) => ({
    start: index,
    end: index + words.length,
    fields: filled({ platform: (name ?? "Mastodon").toLowerCase(), handle: handle ?? alone }),
  }))
}

function onScreen(lines, index) {
  const { text } = lines[index]
  const inLine = SCREEN_LINE.exec(text)
  const inTwo = inLine || !/\S/u.test(text) || text.length > 80 ? null : SCREEN_HANDLE.exec(lines[index + 1]?.text ?? "")
  if (!inLine && !inTwo) return null
  const [name, handle] = inLine ? inLine.slice(1) : [text.trim(), inTwo[1]]
  let age = inLine ? inLine[3] : inTwo[2] ?? ""
  if (age && !AGE.test(age.trim())) return null
  const words = []
  let stamp = ""
  let end = 0
  for (let at = index + (inLine ? 1 : 2); at < Math.min(lines.length, index + LONGEST_SCREEN); at++) {
    const line = lines[at].text.trim()
    const counts = COUNT.test(line) && words.length > 0
    stamp ||= STAMP.exec(line)?.[1] ?? ""
    if (counts || STAMP.test(line) || (end && LABEL.test(line))) end = lines[at].end
    else if (end && line) break
    else if (!words.length && !age && AGE.test(line)) age = line
    else if (!end && (words.length || (line && !LABEL.test(line)))) words.push(line)
  }
  const body = words.join("\n").trim()
  if (!end || !body) return null
  const seen = lines.some((line) => line.start >= lines[index].start && line.end <= end && /\bViews$/.test(line.text))
  return {
    start: lines[index].start,
    end,
    fields: filled({
      ...bodyFields(body, handle),
      author_name: name,
      handle,
      post_date: dateIn(stamp || age),
      ...(seen && { platform: "x" }),
    }),
  }
}

function filled(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}
