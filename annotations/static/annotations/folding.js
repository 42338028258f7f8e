// Finding words in the text, whatever the forms of quotation marks, apostrophes, dashes and spaces.
import { positionOf, textOf } from "annotations/offsets"

// Unit by unit, so that places in the folded text are those of the text.
export function foldForms(text) {
  return text
    .replace(/[“”„«»‟]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[‐‑‒–—―]/g, "-")
    .replace(/\s/g, " ")
}

// The forms of an ellipsis, each of which may stand for the others.
const ELLIPSES = /…|\.{3}|\. \. \./g

// Every place of the words in the document, as positions of the editor. `fold` is done to both and
// keeps lengths; `isPlace(text, start, end)` refuses some.
export function placesOf(doc, words, fold, isPlace = () => true) {
  const wanted = fold(words)
  const found = []
  if (!wanted.trim()) return found
  const between = wanted.split(ELLIPSES).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
  const pattern = new RegExp(between.join(`(?:${ELLIPSES.source})`), "g")
  const map = textOf(doc)
  const text = fold(map.text)
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [at, end] = [match.index, pattern.lastIndex]
    if (isPlace(map.text, at, end)) found.push({ from: positionOf(map, at), to: positionOf(map, end) })
    else pattern.lastIndex = at + 1
  }
  return found
}
