// "Mark every occurrence": the other places where the same words stand, made annotations of the
// same kind with the same fields, in one step of undoing.
import { make } from "annotations/elements"
import { foldForms, placesOf } from "annotations/folding"
import { addMarks, places, wordsOf } from "annotations/marking"
import { inShort } from "annotations/store"

const PAUSE = 250 // milliseconds without a change before the open card's words are counted

export class Occurrences {
  // `panel` shows the offer in its open card; callbacks: say(message).
  constructor(panel, { say }) {
    this.panel = panel
    this.editor = panel.editor
    this.store = panel.store
    this.say = say
    this.timer = 0
    this.button = make("button", "desk-button", { type: "button" })
    this.offer = make("p", "card-occurrences")
    this.offer.append(this.button)
    this.button.addEventListener("click", () => this.markAll())
    this.editor.on("transaction", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.update(), PAUSE)
    })
  }

  update() {
    const entry = this.panel.current
    const count = entry && this.panel.cardOf(entry).isOpen ? this.placesFor(entry).length : 0
    if (!count) return this.offer.remove()
    const { more } = this.panel.cardOf(entry)
    if (more.nextElementSibling !== this.offer) more.after(this.offer)
    const told = count === 1 ? "Mark the other place of these words" : `Mark all ${count} other places of these words`
    if (this.button.textContent !== told) this.button.textContent = told
  }

  // Where its words stand without an annotation of its kind.
  placesFor(entry) {
    const { kind, status, ref } = entry.card
    const words = wordsOf(this.editor, ref)
    if (!words || status === "withdrawn" || !this.store.allowedWhenNew.includes("edit")) return []
    const taken = [...places(this.editor)].filter(([other]) => this.store.get(other)?.card.kind === kind)
    const isFree = ({ from, to }) => !taken.some(([, pieces]) => pieces.some((piece) => piece.from < to && from < piece.to))
    return placesOf(this.editor.state.doc, words, foldForms, isWhole(words)).filter(isFree)
  }

  markAll() {
    const entry = this.panel.current
    const ranges = this.placesFor(entry)
    const made = ranges.map((range) => [this.store.create(entry.card.kind, { ...entry.values }).card.ref, range])
    this.panel.cardOf(entry).toggle.focus() // the offer goes, the focus must not
    this.offer.remove()
    if (!made.length) return
    addMarks(this.editor, made)
    const places = made.length === 1 ? "One more place" : `${made.length} more places`
    this.say(`${places} marked as ${inShort(entry)}, with the same fields. Not saved yet; undoing takes all of them off.`)
  }
}

// Whole words, and no piece of a longer number ("2" is not in "2.5"), in one line where they were.
function isWhole(words) {
  const [first, last] = [/^[\p{L}\p{N}]/u.test(words), /[\p{L}\p{N}]$/u.test(words)]
  const inLines = words.includes("\n")
  return (text, start, end) => {
    const [before, after] = [text.slice(Math.max(start - 2, 0), start), text.slice(end, end + 2)]
    if (first && /[\p{L}\p{N}\p{M}]$/u.test(before)) return false
    if (last && /^[\p{L}\p{N}\p{M}]/u.test(after)) return false
    if (/^\d/.test(words) && /\d[.,]$/.test(before)) return false
    if (/\d$/.test(words) && /^[.,]\d/.test(after)) return false
    return inLines || !text.slice(start, end).includes("\n")
  }
}
