// What other programs put around the words when people copy from them. The server does the same
// when the text is saved (articles/text); this is what must happen before the editor parses a
// paste, so that it shows what will be saved. The tests paste the same things on both ways.
import { makeLists, tagsOf } from "articles/styles"

// As in articles/text/vocabulary.py.
const NOT_CONTENT =
  "applet, audio, canvas, datalist, embed, frameset, head, iframe, math, noembed, noframes, noscript," +
  " object, o\\:p, script, select, style, svg, template, textarea, title, video, col, colgroup," +
  " br.Apple-interchange-newline"
const READ_AS = { h1: "h2", h5: "h4", h6: "h4", menu: "ul", dir: "ul", listing: "pre" }
const BLOCKS = new Set(
  ("address article aside caption center dd details dialog div dl dt fieldset figcaption footer form header" +
    " hgroup legend main nav optgroup option pre search section summary").split(" "),
)
const VOCABULARY = new Set(
  "p h2 h3 h4 blockquote ul ol li table thead tbody tfoot tr th td figure img hr br".split(" "),
)
const INLINE = ["sup", "sub", "em", "strong"] // from the innermost out

export function cleanPastedHTML(html) {
  const page = parsePasted(html)
  for (const element of page.body.querySelectorAll(NOT_CONTENT)) element.remove()
  makeLists(page)
  takeOutForeignImages(page)
  for (const element of page.querySelectorAll("pre, listing")) breakLines(element)
  readTags(page.body, {})
  for (const element of [...page.body.querySelectorAll("*")].reverse()) readBlock(element)
  for (const item of page.querySelectorAll("li")) demoteHeading(item)
  for (const element of page.querySelectorAll("br")) readBreak(element)
  return page.body.innerHTML
}

// Inline styles are renamed before parsing: setting them would be reported as a violation, and the
// policy hides their meaning from the editor.
export function parsePasted(html) {
  const code = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style\s*=/gi, "$1data-style=")
  return new DOMParser().parseFromString(code, "text/html")
}

// Each stretch of text gets the tags that it is under, the innermost of a name deciding; what says
// nothing more goes.
function readTags(parent, tags) {
  for (const child of [...parent.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE) {
      wrap(child, tags)
    } else if (child.nodeType !== Node.ELEMENT_NODE) {
      child.remove()
    } else {
      if (child.classList.contains("Apple-converted-space")) child.textContent = child.textContent.replaceAll("\u00a0", " ")
      readTags(child, { ...tags, ...tagsOf(child) })
      const { localName: tag } = child
      const isKept = VOCABULARY.has(tag) || BLOCKS.has(tag) || tag in READ_AS || child.matches("mark[data-annotation]")
      if (!isKept) child.replaceWith(...child.childNodes)
    }
  }
}

function wrap(text, { a, ...tags }) {
  if (/^(table|tbody|thead|tfoot|tr|ul|ol)$/.test(text.parentElement.localName)) return
  const names = INLINE.filter((name) => tags[name])
  const elements = names.map((name) => text.ownerDocument.createElement(name))
  if (a?.hasAttribute("href")) elements.push(a.cloneNode(false))
  let inner = text
  for (const element of elements) {
    inner.replaceWith(element)
    element.append(inner)
    inner = element
  }
}

function readBlock(element) {
  if (!element.isConnected) return
  const tag = element.localName
  if (tag === "caption") {
    const caption = renamed(element, "div")
    element.replaceWith(caption)
    caption.closest("table")?.before(caption)
  } else if (tag === "figcaption") {
    joinLines(element)
    if (!element.closest("figure")?.querySelector("img")) element.replaceWith(renamed(element, "p"))
  } else if (tag === "figure" && !element.querySelector("img")) {
    element.replaceWith(...element.childNodes)
  } else if (tag in READ_AS) {
    element.replaceWith(renamed(element, READ_AS[tag]))
  } else if (BLOCKS.has(tag) && tag !== "div") {
    element.replaceWith(renamed(element, "div"))
  }
}

function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag)
  for (const { name, value } of element.attributes) other.setAttribute(name, value)
  other.append(...element.childNodes)
  return other
}

// A caption is one line, with breaks where it had paragraphs.
function joinLines(caption) {
  for (const line of caption.querySelectorAll("p, div")) {
    if (line.previousElementSibling) line.before(caption.ownerDocument.createElement("br"))
    line.replaceWith(...line.childNodes)
  }
}

// An item begins with a paragraph.
function demoteHeading(item) {
  const heading = item.querySelector("h2, h3, h4")
  const before = new Range()
  before.setStart(item, 0)
  if (heading) before.setEndBefore(heading)
  if (heading?.closest("li") === item && !before.toString().trim()) heading.replaceWith(renamed(heading, "p"))
}

// A break that stands alone is an empty paragraph. The editor leaves out one at the end of a block,
// so there something has to stand after it.
function readBreak(element) {
  const { parentElement: parent } = element
  if (isEdge(element, "previousSibling") && isEdge(element, "nextSibling")) {
    if (/^(p|h[2-4])$/.test(parent.localName)) element.remove()
    else if (parent.localName !== "figcaption") element.replaceWith(element.ownerDocument.createElement("p"))
  } else if (!element.nextSibling) {
    element.after(element.ownerDocument.createComment(""))
  }
}

function isEdge(element, towards) {
  let node = element[towards]
  while (node?.nodeType === Node.TEXT_NODE && !/[^ \t\n\f\r]/.test(node.data)) node = node[towards]
  const isInline = node?.nodeType === Node.TEXT_NODE || [...INLINE, "a", "mark", "br"].includes(node?.localName)
  return !isInline
}

// Line feeds of preformatted text are breaks, but for those at its ends.
function breakLines(element) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  const first = texts.at(0)
  const last = texts.at(-1)
  if (!first) return
  first.data = first.data.replace(/^[ \t\f\r\n]*\n/, "")
  last.data = last.data.replace(/\n[ \t\f\r\n]*$/, "")
  for (const text of texts) {
    const parts = text.data.split("\n").flatMap((part) => [element.ownerDocument.createElement("br"), part])
    text.replaceWith(...parts.slice(1))
  }
}

// The text shows pictures of the library alone; what the server would leave out is told at once.
// A browser copies our own with the site's whole address.
function takeOutForeignImages(page) {
  let count = 0
  for (const image of page.querySelectorAll("img")) {
    const source = (image.getAttribute("src") ?? "").trim()
    const path = source.startsWith(`${window.location.origin}/`) ? source.slice(window.location.origin.length) : source
    if (path.startsWith("/media/")) {
      image.setAttribute("src", path)
    } else {
      takeOut(image)
      count += 1
    }
  }
  if (count) document.dispatchEvent(new CustomEvent("images-left-out", { detail: count }))
}

// With what held nothing else.
function takeOut(element) {
  const { parentElement: parent } = element
  element.remove()
  const isEmpty = !parent.textContent.trim() && !parent.querySelector("img, br, hr, table, ul, ol")
  if (isEmpty && !parent.matches("body, li, td, th, blockquote, figcaption")) takeOut(parent)
}

// Blank lines of plain text (with nothing but white space, too) make no paragraphs, as when a file
// is imported; nor does the line feed at the end of a copied line.
export function cleanPastedText(text) {
  const lines = text.split(/\r\n?|\n/).filter((line) => /\S/.test(line))
  return lines.join("\n") || text
}

// The code with which platforms let others show a post, pasted as the text that it is, becomes the
// words that it shows.
const EMBED_CODE =
  /^\s*<blockquote\b[^>]*\bclass=["'](?:twitter-tweet|twitter-video|bluesky-embed|mastodon-embed|instagram-media|text-post-media|tiktok-embed)\b/

export function pasteEmbedCode(view, event) {
  const code = event.clipboardData?.getData("text/plain") ?? ""
  return EMBED_CODE.test(code) && view.pasteHTML(code)
}
