// The panel: a card for each annotation, in the order of the text.
import { annotationAt, places, setCurrent, wordsOf } from "annotations/marking"
import { makeCard } from "annotations/cards"
import { isNew } from "annotations/store"

export class Panel {
  // `callbacks`: edited(), act(entry, action).
  constructor(editor, store, settings, callbacks) {
    this.editor = editor
    this.store = store
    this.settings = settings
    this.callbacks = callbacks
    this.cards = new Map() // entry → card
    this.current = null
    this.element = document.querySelector("[data-panel]")
    this.list = this.element.querySelector("[data-cards]")
    this.withdrawn = this.element.querySelector("[data-withdrawn]")
    this.element.hidden = false
    editor.on("update", () => this.refresh())
    editor.on("selectionUpdate", () => this.followCursor())
    this.refresh()
  }

  refresh() {
    const standing = places(this.editor)
    const shown = [...this.store.entries.values()].filter((entry) => isListed(entry, standing))
    const start = (entry) => standing.get(entry.card.ref)?.[0].from ?? -1 // the detached come first
    shown.sort((a, b) => start(a) - start(b))
    const active = []
    const withdrawn = []
    for (const entry of shown) {
      const card = this.cardOf(entry)
      card.refresh(wordsOf(this.editor, entry.card.ref))
      ;(entry.card.status === "withdrawn" ? withdrawn : active).push(card.element)
    }
    place(this.list, active)
    place(this.withdrawn.querySelector("ol"), withdrawn)
    this.withdrawn.hidden = withdrawn.length === 0
    this.element.querySelector("[data-empty]").hidden = active.length > 0
    this.element.querySelector("[data-count]").textContent = active.length || ""
  }

  cardOf(entry) {
    if (!this.cards.has(entry)) {
      const callbacks = {
        open: (which, how) => this.open(which, how),
        edited: () => this.edited(entry),
        act: this.callbacks.act,
      }
      this.cards.set(entry, makeCard(entry, this.settings, callbacks))
    }
    return this.cards.get(entry)
  }

  edited(entry) {
    entry.errors = {}
    this.cardOf(entry).refresh(wordsOf(this.editor, entry.card.ref))
    this.callbacks.edited()
  }

  // Open a card, close the one before, show its words as current.
  open(entry, { toggle = false, focus = false, reveal = true } = {}) {
    const again = toggle && this.current === entry
    if (this.current) this.cardOf(this.current).setOpen(false)
    this.current = again ? null : entry
    setCurrent(this.editor, this.current?.card.ref ?? null)
    if (!this.current) return
    const card = this.cardOf(entry)
    card.setOpen(true)
    if (toggle && reveal) this.showWords(entry)
    else this.showCard(card)
    if (focus) this.focusFields(card)
  }

  focusFields(card) {
    const inputs = [...card.fields.querySelectorAll("input, select, textarea")]
    const wrong = inputs.find((input) => input.getAttribute("aria-invalid") === "true")
    const empty = inputs.find((input) => !input.value && input.closest(".card-field").querySelector(".card-needed"))
    ;(wrong ?? empty ?? inputs[0]).focus()
  }

  showWords(entry) {
    const mark = this.editor.view.dom.querySelector(`mark[data-annotation="${entry.card.ref}"]`)
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"
    mark?.scrollIntoView({ block: "center", behavior })
  }

  // Scrolls the panel only: the page stays where the editor is.
  showCard({ element }) {
    const box = this.element.getBoundingClientRect()
    const card = element.getBoundingClientRect()
    if (card.top < box.top || card.bottom > box.bottom) this.element.scrollTop += card.top - box.top - 48
  }

  followCursor() {
    if (!this.editor.view.hasFocus()) return
    const entry = this.store.get(annotationAt(this.editor))
    if (entry && entry !== this.current) this.open(entry)
  }

  // The first card with an error, opened, with the cursor in the field.
  showErrors() {
    this.refresh()
    const wrong = [...this.cards.keys()].find((entry) => Object.keys(entry.errors).length)
    if (wrong) this.open(wrong, { focus: true })
    return Boolean(wrong)
  }
}

// A new one whose mark is gone and in which nobody typed is as if it had never been; undo and redo
// bring it back.
function isListed(entry, standing) {
  return !isNew(entry) || entry.edited || standing.has(entry.card.ref)
}

// Put the elements in this order, moving only what must move: a moved element loses its focus.
function place(list, elements) {
  for (const child of [...list.children]) if (!elements.includes(child)) child.remove()
  const focused = elements.find((element) => element.contains(document.activeElement))
  const at = elements.indexOf(focused)
  if (focused?.parentElement === list) {
    for (const element of elements.slice(0, at)) focused.before(element)
    list.append(...elements.slice(at + 1))
    return
  }
  elements.forEach((element, index) => {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null)
  })
}
