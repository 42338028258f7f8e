// The panel: a card for each annotation, in the order of the text; first those to be reviewed.
import { annotationsAt, places, selectWords, setCurrent, wordsOf } from "annotations/marking"
import { makeCard } from "annotations/cards"
import { Filters } from "annotations/filters"
import { Gone } from "annotations/gone"
import { Picking } from "annotations/picking"
import { showPointed } from "annotations/pointing"
import { inShort, isNew, needsReview } from "annotations/store"

const GAP = 8 // pixels around a card that is scrolled into view

export class Panel {
  // `callbacks`: edited(), act(entry, action), say(message, how).
  constructor(editor, store, settings, callbacks) {
    this.editor = editor
    this.store = store
    this.settings = settings
    this.callbacks = callbacks
    this.cards = new Map() // entry → card
    this.current = null
    this.reviewed = [] // entries as they are listed
    this.others = []
    this.stood = new Map() // entry → where it stood last
    this.element = document.querySelector("[data-panel]")
    this.part = (name) => this.element.querySelector(`[data-${name}]`)
    this.title = this.element.querySelector("#panel-title")
    this.link = reviewLink()
    this.filters = new Filters(this.part("filters"), () => {
      this.refresh()
      this.callbacks.say(`Listed: ${this.part("count").textContent}.`)
    })
    this.picking = new Picking(this, callbacks.say)
    const goTo = (entry) => this.goTo(entry)
    this.gone = new Gone(this.part("gone"), { ...callbacks, goTo })
    showPointed(this)
    this.element.hidden = false
    editor.on("update", () => this.refresh())
    editor.on("selectionUpdate", () => this.followCursor())
    this.refresh()
  }

  refresh() {
    const standing = places(this.editor)
    const shown = [...this.store.entries.values()].filter((entry) => isListed(entry, standing))
    for (const entry of shown) {
      const pieces = standing.get(entry.card.ref)
      if (pieces) this.stood.set(entry, pieces[0].from)
    }
    // One whose words are gone stays where it stood: cut and paste must not shuffle the cards.
    const start = (entry) => this.stood.get(entry) ?? -1
    shown.sort((a, b) => start(a) - start(b))
    const isWithdrawn = (entry) => entry.card.status === "withdrawn"
    const open = shown.filter((entry) => !isWithdrawn(entry))
    const listed = this.filters.listed(open, this.current)
    this.reviewed = listed.filter(needsReview)
    this.others = listed.filter((entry) => !needsReview(entry))
    for (const entry of shown) this.refreshCard(entry)
    this.gone.show(open.filter((entry) => !standing.has(entry.card.ref) && !needsReview(entry)))
    this.fill("review", "review-cards", this.reviewed)
    this.fill(null, "cards", this.others)
    this.fill("withdrawn", "withdrawn-cards", shown.filter(isWithdrawn))
    this.showCounts(open, listed)
  }

  refreshCard(entry) {
    const words = wordsOf(this.editor, entry.card.ref)
    entry.words = words ?? entry.words // the last ones, where they are gone
    this.cardOf(entry).refresh(words, needsReview(entry))
  }

  // The panel with all that is to be reviewed in it, though it may have been filtered out.
  unfiltered() {
    if (!this.reviewed.length && this.filters.clear()) this.refresh()
    return this
  }

  fill(section, list, entries) {
    place(this.part(list), entries.map((entry) => this.cardOf(entry).element))
    if (section) this.part(section).hidden = entries.length === 0
  }

  showCounts(open, listed) {
    const toReview = open.filter(needsReview).length
    const rest = this.others.length
    this.part("review-count").textContent = this.reviewed.length
    this.part("others").hidden = !rest
    this.part("others").textContent = this.reviewed.length ? `The others: ${rest}` : "In the text"
    this.part("others").classList.toggle("visually-hidden", !this.reviewed.length)
    this.part("empty").hidden = open.length > 0
    this.part("none").hidden = listed.length > 0 || !open.length
    this.part("count").textContent = listed.length < open.length ? `${listed.length} of ${open.length}` : open.length || ""
    this.link.hidden = toReview === 0
    this.link.textContent = `To review: ${toReview}`
  }

  cardOf(entry) {
    if (!this.cards.has(entry)) {
      const callbacks = {
        open: (which, how) => this.open(which, how),
        edited: () => this.edited(entry),
        act: this.callbacks.act,
        show: (which) => this.showWords(which),
        pick: (which, chosen) => this.picking.start(which, chosen),
      }
      this.cards.set(entry, makeCard(entry, this.settings, callbacks))
    }
    return this.cards.get(entry)
  }

  // The entry of the card that an element is in.
  entryOf(element) {
    const ref = element?.closest(".card")?.dataset.ref
    return ref ? this.store.get(ref) : null
  }

  edited(entry) {
    entry.errors = {}
    this.refreshCard(entry)
    this.callbacks.edited()
  }

  // Open a card, close the one before, show its words as current.
  open(entry, { toggle = false, focus = false, reveal = true } = {}) {
    if (toggle && this.picking.takes(entry)) return
    const again = toggle && this.cardOf(entry).isOpen
    this.setCurrent(again ? null : entry)
    if (again) return
    const card = this.cardOf(entry)
    card.setOpen(true)
    if (toggle) selectWords(this.editor, entry.card.ref) // so that Escape goes to them
    if (toggle && reveal && isBeside()) this.showWords(entry)
    else this.showCard(card)
    if (focus) this.focusFields(card)
  }

  setCurrent(entry) {
    if (this.current) this.cardOf(this.current).setOpen(false)
    this.current = entry
    if (entry && !this.cardOf(entry).element.isConnected) this.refresh() // it was filtered out
    setCurrent(this.editor, entry?.card.ref ?? null)
  }

  // Show which words a card is about, without opening it.
  point(entry) {
    if (this.current === entry) return
    this.setCurrent(entry)
    if (isBeside()) this.showWords(entry)
  }

  // Go to another card, opened.
  goTo(entry) {
    this.open(entry)
    this.focus(entry)
  }

  // Go to a card that is to be decided upon.
  visit(entry) {
    if (entry.card.status === "withdrawn") this.part("withdrawn").open = true
    this.point(entry)
    this.focus(entry)
  }

  focus(entry) {
    const card = this.cardOf(entry)
    card.toggle.focus({ preventScroll: isBeside() })
    if (isBeside()) this.showCard(card)
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
    return Boolean(mark)
  }

  // Its words, or else the text at all where that is out of sight.
  showText(entry) {
    if (!this.showWords(entry) && !isBeside()) this.editor.view.dom.scrollIntoView()
  }

  // Scrolls the panel only: the page stays where the editor is.
  showCard({ element }) {
    const above = [".panel-head", ".panel-done", ".panel-offer"].map((name) => this.element.querySelector(name))
    const top = Math.max(...above.map((part) => part.getBoundingClientRect().bottom)) + GAP
    const bottom = document.querySelector(".desk-bar").getBoundingClientRect().top - GAP
    const card = element.getBoundingClientRect()
    if (card.top < top) this.element.scrollTop += card.top - top
    else if (card.bottom > bottom) this.element.scrollTop += Math.min(card.bottom - bottom, card.top - top)
  }

  followCursor() {
    if (this.editor.storage.textLock.held || !this.editor.view.hasFocus()) return
    const entry = this.store.get(annotationsAt(this.editor)[0])
    if (!entry || this.cardOf(entry).isOpen) return
    this.open(entry)
    this.callbacks.say(`In the ${inShort(entry)}.`, { aside: true })
  }

  // The first card with an error, opened, with the cursor in the field.
  showErrors() {
    this.refresh()
    const wrong = [...this.cards.keys()].find((entry) => Object.keys(entry.errors).length)
    if (wrong) this.open(wrong, { focus: true })
    return Boolean(wrong)
  }
}

// The panel stands beside the text, and not below it as on narrow screens.
function isBeside() {
  return matchMedia("(min-width: 1024px)").matches
}

// In the bar, always in sight: how many are to be reviewed.
function reviewLink() {
  const link = document.createElement("a")
  link.href = "#review"
  link.className = "review-link"
  document.querySelector("[data-state]").after(link)
  return link
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
