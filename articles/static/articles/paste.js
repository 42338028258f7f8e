// What other programs put around real formatting when people copy from them. The server does the
// same and more when the text is saved (articles/text); this is what must happen before the
// editor parses a paste.

const NOT_BOLD = /font-weight\s*:\s*(normal|[1-4]00)\b/i
const BOLD = /font-weight\s*:\s*(bold|[6-9]00)\b/i
const NOT_ITALIC = /font-style\s*:\s*normal\b/i
const ITALIC = /font-style\s*:\s*italic\b/i

// Google Docs wraps all it copies in <b style="font-weight:normal">. Under a strict
// Content-Security-Policy the browser hides inline styles from the editor, so the text of the
// attribute is read here.
export function cleanPastedHTML(html) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html")
  for (const element of [...page.querySelectorAll("[data-style]")]) {
    const style = element.dataset.style
    const tag = element.localName
    element.removeAttribute("data-style")
    if ((tag === "b" && NOT_BOLD.test(style)) || (tag === "i" && NOT_ITALIC.test(style))) {
      element.replaceWith(...element.childNodes)
    } else if (tag === "span") {
      if (BOLD.test(style)) wrapContent(element, "strong")
      if (ITALIC.test(style)) wrapContent(element, "em")
    }
  }
  takeOutForeignImages(page)
  return page.body.innerHTML
}

// Inline styles are renamed before parsing: setting them would be reported as a violation.
function withoutStyles(html) {
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style\s*=/gi, "$1data-style=")
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
      image.remove()
      count += 1
    }
  }
  if (count) document.dispatchEvent(new CustomEvent("images-left-out", { detail: count }))
}

function wrapContent(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

// Blank lines of plain text (with nothing but white space, too) make no paragraphs, as when a file
// is imported; nor does the line feed at the end of a copied line.
export function cleanPastedText(text) {
  const lines = text.split(/\r\n?|\n/).filter((line) => /\S/.test(line))
  return lines.join("\n") || text
}
