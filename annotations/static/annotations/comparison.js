// What an annotation was made for, and what stands there now: told apart by form, and by the style
// sheet in words for whoever cannot see it.
import { make } from "annotations/elements"

const LONG = 160 // characters of unchanged words that a closed card shows whole
const EDGE = 60 // what it shows of longer ones, at each end

// `place` are the words at its mark at this moment, null where there are none. While they are not
// those the server compared, both are shown without a difference.
export function comparison({ baseline, difference, exact }, place) {
  const list = make("dl", "compare")
  const told = difference && sameWords(place, exact) ? difference : null
  const now = place === null ? [make("em", "", {}, "Not in the text")] : side(told, "come", "ins", place)
  list.append(row("Made for", side(told, "gone", "del", baseline)), row("Now", now))
  return list
}

// Runs of white space are one space in what is saved.
export function sameWords(one, other) {
  return one !== null && other !== null && one.replace(/\s+/g, " ") === other.replace(/\s+/g, " ")
}

function row(term, nodes) {
  const box = make("div")
  const words = make("dd", "compare-words")
  words.append(...nodes)
  box.append(make("dt", "", {}, term), words)
  return box
}

// The words of one side of a difference, those that only it has in a `tag`; `told` says what they
// are, where that is not "added" or "removed".
export function side(difference, op, tag, whole, told = null) {
  if (!difference) return stretch(whole)
  return difference
    .filter(([kind]) => kind === "same" || kind === op)
    .flatMap(([kind, text]) => (kind === "same" ? stretch(text) : [make(tag, "", told ? { "data-told": told } : {}, text)]))
}

// Unchanged words; the middle of many shows when the card is open.
function stretch(text) {
  if (text.length <= LONG) return [text]
  const head = text.slice(0, EDGE).replace(/\S*$/u, "")
  const tail = text.slice(-EDGE).replace(/^\S*/u, "")
  const middle = text.slice(head.length, text.length - tail.length)
  return [head, make("span", "compare-gap", {}, "…"), make("span", "compare-middle", {}, middle), tail]
}
