// The one place in JavaScript that converts offsets. Annotations count Unicode code points of the
// article's text; strings in the browser count UTF-16 units; the editor has positions of its own.

// Conversion between UTF-16 units and code points of one text. The units at which astral
// characters begin are listed once, so each conversion is a binary search.
export function converter(text) {
  const astral = []
  for (let unit = 0; unit < text.length; unit++) {
    if (text.codePointAt(unit) > 0xffff) astral.push(unit++)
  }
  const before = (limit, key) => {
    let low = 0
    let high = astral.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (key(middle) < limit) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    toCodePoints: (unit) => unit - before(unit, (index) => astral[index]),
    toUnits: (point) => point + before(point, (index) => astral[index] - index),
  }
}

// The text of the editor's document as the server projects it: one line for each paragraph,
// heading and caption, a break is a line end. `lines` tells where each line begins.
export function textOf(doc) {
  const lines = []
  let text = ""
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    if (lines.length) text += "\n"
    lines.push({ position: position + 1, unit: text.length, size: node.content.size })
    text += node.textBetween(0, node.content.size, "", "\n")
    return false
  })
  return { text, lines }
}

// The UTF-16 unit of a position inside a line, and back.
export function unitOf({ lines }, position) {
  const line = lines.findLast((item) => item.position <= position) ?? lines[0]
  return line.unit + Math.min(position - line.position, line.size)
}

export function positionOf({ lines }, unit) {
  const line = lines.findLast((item) => item.unit <= unit) ?? lines[0]
  return line.position + Math.min(unit - line.unit, line.size)
}
