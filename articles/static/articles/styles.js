// What other programs say in styles and classes, as in articles/text/styles.py: Google Docs' bold,
// Word's lists, browsers' spaces. The text of each style attribute stands in data-style.

// Word writes "mso-bidi-font-weight" too, which is about other scripts.
const BOLD = /(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b/i
const NOT_BOLD = /(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)\b/i
const ITALIC = /(?<![\w-])font-style\s*:\s*(?:italic|oblique)\b/i
const NOT_ITALIC = /(?<![\w-])font-style\s*:\s*normal\b/i
const RAISED = /(?<![\w-])vertical-align\s*:\s*super\b/i
const LOWERED = /(?<![\w-])vertical-align\s*:\s*sub\b/i
const LIST = /(?<![\w-])mso-list\s*:\s*(l\d{1,9})\s+level([1-9])\b/i
const MARKER = /(?<![\w-])mso-list\s*:\s*ignore\b/i
const NUMBER = /^\(?(?:(\d{1,9})|([a-z])|[ivxlcdm]+)[.)]/i

const SAME = { strong: "strong", b: "strong", em: "em", i: "em", sub: "sub", sup: "sup" }

// The inline tags that an element means: {strong: true, em: false}, and the link it is.
export function tagsOf(element) {
  const tag = element.localName
  const style = element.dataset.style ?? ""
  if (tag === "b" && NOT_BOLD.test(style)) return { strong: false }
  if (tag === "i" && NOT_ITALIC.test(style)) return { em: false }
  if (tag in SAME) return { [SAME[tag]]: true }
  if (tag === "a") return { a: element }
  if (tag !== "span") return {}
  const tags = {}
  if (BOLD.test(style)) tags.strong = true
  else if (NOT_BOLD.test(style)) tags.strong = false
  if (ITALIC.test(style)) tags.em = true
  else if (NOT_ITALIC.test(style)) tags.em = false
  if (LOWERED.test(style)) tags.sub = true
  if (RAISED.test(style)) tags.sup = true
  return tags
}

// Word writes the items of lists as paragraphs, with their bullets and numbers as text.
export function makeLists(page) {
  const outlines = new Map() // list → where Word puts its items
  for (const paragraph of page.querySelectorAll("p[data-style]")) {
    const match = LIST.exec(paragraph.dataset.style)
    if (!match || paragraph.parentElement.localName === "li") continue
    const [tag, attributes] = listOf(takeMarker(paragraph))
    const outline = { name: match[1].toLowerCase(), level: Number(match[2]), tag }
    const item = page.createElement("li")
    const last = previousTo(paragraph)
    paragraph.replaceWith(item)
    item.append(paragraph)
    const list = listFor(last, outline, outlines)
    if (list) {
      list.append(item)
      continue
    }
    const made = page.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    const host = hostFor(last, outline, outlines)
    if (host) host.append(made)
    else item.before(made)
    made.append(item)
    outlines.set(made, outline)
  }
  for (const element of page.querySelectorAll("span[data-style]")) {
    if (MARKER.test(element.dataset.style)) element.remove() // a heading's number
  }
}

// The list before it that goes on with this item; undefined where a new one begins.
function listFor(last, outline, outlines) {
  const found = outlines.get(last)
  if (!found) return undefined
  if (found.level < outline.level) return listFor(last.lastElementChild.lastElementChild, outline, outlines)
  return ["name", "level", "tag"].every((key) => found[key] === outline[key]) ? last : undefined
}

// The item that a new list belongs in; undefined where that is none.
function hostFor(last, outline, outlines) {
  const found = outlines.get(last)
  if (!found || found.level >= outline.level) return undefined
  const item = last.lastElementChild
  return hostFor(item.lastElementChild, outline, outlines) ?? item
}

// The element before it, with nothing but white space between.
function previousTo(element) {
  let node = element.previousSibling
  while (node && (node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.data.trim()))) {
    node = node.previousSibling
  }
  return node
}

function takeMarker(paragraph) {
  const spans = [...paragraph.querySelectorAll("span[data-style]")]
  const marker = spans.find((span) => MARKER.test(span.dataset.style))
  const words = marker?.textContent ?? ""
  marker?.remove()
  return words
}

function listOf(marker) {
  const match = NUMBER.exec(marker.trim())
  if (!match) return ["ul", {}]
  const [, number, letter] = match
  if (number && Number(number) !== 1) return ["ol", { start: Number(number) }]
  return ["ol", letter && "aAiI".includes(letter) ? { type: letter } : {}]
}
