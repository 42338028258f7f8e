// What the page knows of each annotation: what the server said, and what was typed since.

import { isUnsent } from "annotations/unsent"

export class Store {
  constructor({ cards, allowedWhenNew }) {
    this.entries = new Map()
    this.aliases = new Map() // "new-1" → "27": undoing may bring an old name back
    this.allowedWhenNew = allowedWhenNew
    this.made = 0
    for (const card of cards) this.entries.set(card.ref, entryOf(card))
  }

  canonical(ref) {
    return this.aliases.get(ref) ?? ref
  }

  get(ref) {
    return this.entries.get(this.canonical(ref))
  }

  // A new annotation, known to the server only after the next save.
  create(kind, values) {
    const card = {
      ref: `new-${++this.made}`, id: null, kind, status: "draft", version: 0, start: null, end: null,
      state: "intact", reason: "", exact: null, baseline: null, difference: null, last: null,
      detail: {}, note: "", desk_note: "", missing: [], evidence: 0, comments: 0, may: this.allowedWhenNew,
    }
    const entry = entryOf(card)
    entry.values = values
    this.entries.set(card.ref, entry)
    return entry
  }

  // Take the server's answer to a save: new ids, new states, and the fields as they were cleaned,
  // unless somebody typed on while it was saving.
  absorb(cards, ids = {}) {
    for (const [ref, id] of Object.entries(ids)) {
      const entry = this.entries.get(ref)
      this.entries.delete(ref)
      this.aliases.set(ref, String(id))
      this.entries.set(String(id), entry)
    }
    for (const card of cards) {
      const entry = this.entries.get(card.ref)
      if (!entry) this.entries.set(card.ref, entryOf(card))
      else update(entry, card)
    }
  }

  // Another person's newer state, without giving up what was typed here.
  refresh(cards) {
    for (const card of cards) {
      const entry = this.entries.get(card.ref)
      if (!entry) this.entries.set(card.ref, entryOf(card))
      else if (isTouched(entry)) entry.card = card
      else Object.assign(entry, { card, values: valuesOf(card) })
    }
  }

  // What a save would write of them, for a draft.
  unsaved() {
    return [...this.entries.values()]
      .filter((entry) => isNew(entry) || isTouched(entry))
      .map(({ card, values, edited, action }) => ({ card, values, edited, action }))
  }

  // Take over what a draft has, with the cards that it was written on: what others made of them
  // meanwhile is met by saving. New ones get names that are free here; returns old name → name.
  take(unsaved) {
    const names = {}
    for (const { card, values, edited, action } of unsaved) {
      if (card.id === null) {
        const entry = this.create(card.kind, values)
        entry.edited = edited
        names[card.ref] = entry.card.ref
      } else if (this.entries.has(card.ref)) {
        Object.assign(this.entries.get(card.ref), { card, values, edited, action: action === "reattach" ? action : "" })
      }
    }
    return names
  }

  // What stands in small forms and was not sent, by the entry's name.
  unsent() {
    return Object.fromEntries([...this.entries].filter(([, entry]) => isUnsent(entry)).map(([ref, { unsent }]) => [ref, unsent]))
  }

  isDecided() {
    return [...this.entries.values()].some((entry) => entry.action !== "")
  }

  // What was decided and refused; a re-attachment stays, since its mark is where it was put.
  dropDecisions({ all = false } = {}) {
    for (const entry of this.entries.values()) {
      if (all || entry.action !== "reattach") entry.action = ""
    }
  }
}

function entryOf(card) {
  return { card, values: valuesOf(card), edited: false, action: "", sent: null, errors: {}, unsent: {} }
}

function valuesOf(card) {
  return { ...card.detail, note: card.note, desk_note: card.desk_note }
}

function update(entry, card) {
  const { sent } = entry
  entry.card = card
  entry.errors = {}
  entry.sent = null
  if (!sent || sent.action === entry.action) entry.action = ""
  if (sent && JSON.stringify(sent.values) !== JSON.stringify(entry.values)) return // typed on
  entry.edited = false
  entry.values = valuesOf(card)
}

export function isNew(entry) {
  return entry.card.id === null
}

// Its words changed or went: somebody has to decide.
export function needsReview({ card }) {
  return card.state !== "intact" && card.status !== "withdrawn"
}

// "claim “The river rose by…”", for messages.
export function inShort({ card, words: last }) {
  const kind = card.kind.replace("_", " ")
  const words = (card.exact ?? card.baseline ?? last ?? "").replace(/\s+/g, " ").replace(/^["“„«‘‚']|[.,]?["”“»’‘'][.,]?$/gu, "")
  if (!words) return `the new ${kind}`
  return `${kind} “${words.length > 50 ? words.slice(0, 50).replace(/\W+\w*$/u, "…") : words}”`
}

export function isTouched(entry) {
  return entry.edited || entry.action !== ""
}

// What is posted of an entry; see annotations/services/workspace.py, Item.
export function itemOf(entry) {
  const { card, values } = entry
  const { note, desk_note: deskNote, ...detail } = values
  const typed = isNew(entry) || entry.edited
  return {
    ref: card.ref,
    kind: card.kind,
    version: card.version,
    start: card.start,
    end: card.end,
    detail: typed ? detail : null,
    note: typed ? (note ?? "") : null,
    desk_note: typed ? (deskNote ?? "") : null,
    action: entry.action,
  }
}
