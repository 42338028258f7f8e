// What is done with the marks: put on, taken off, found, told.
import { pm } from "django-prose-editor/editor"
import { KEY } from "annotations/mark"
import { converter, positionOf, textOf, unitOf } from "annotations/offsets"

// The pieces by present name, for whoever asks.
export function places(editor) {
  return KEY.getState(editor.state).places
}

export function wordsOf(editor, ref) {
  const pieces = places(editor).get(ref)
  return pieces ? wordsIn(editor, hullOf(pieces)) : null
}

export function wordsIn(editor, { from, to }) {
  return editor.state.doc.textBetween(from, to, "\n", "\n")
}

// Where the words of a range link to, in order.
export function addressesIn(editor, { from, to }) {
  const found = []
  editor.state.doc.nodesBetween(from, to, ({ marks }) => {
    for (const { type, attrs } of marks) if (type.name === "link") found.push(attrs.href)
  })
  return found
}

function hullOf(pieces) {
  return { from: pieces[0].from, to: pieces.at(-1).to }
}

// Select the words of an annotation, where it has any.
export function selectWords(editor, ref) {
  const pieces = places(editor).get(ref)
  if (pieces) selectRange(editor, hullOf(pieces))
}

export function selectRange(editor, { from, to }) {
  const { state, view } = editor
  const selection = pm.state.TextSelection.create(state.doc, from, to)
  view.dispatch(state.tr.setSelection(selection).scrollIntoView())
}

// Put the cursor at the first of an annotation's words.
export function placeCursor(editor, ref) {
  const [{ from }] = places(editor).get(ref)
  selectRange(editor, { from, to: from })
}

// The selected range without white space at its ends; null where nothing is selected.
export function selectedRange(editor) {
  const { doc, selection } = editor.state
  let { from, to } = selection
  const blank = (start) => !/\S/u.test(doc.textBetween(start, start + 1, "\n", "\n"))
  while (from < to && blank(from)) from += 1
  while (to > from && blank(to - 1)) to -= 1
  return from < to ? { from, to } : null
}

// Put the mark of `ref` on a range, taking it from wherever it stood; one step of undoing.
export function setMark(editor, ref, { from, to }) {
  const { state, view } = editor
  const type = state.schema.marks.annotation
  const tr = pm.history.closeHistory(state.tr)
  for (const piece of places(editor).get(ref) ?? []) {
    tr.removeMark(piece.from, piece.to, type.create({ id: ref }))
  }
  tr.addMark(from, to, type.create({ id: ref }))
  tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(to), -1))
  view.dispatch(tr)
}

// Put marks on ranges where none of theirs stands yet: pairs of ref and range. One step of undoing.
export function addMarks(editor, pairs) {
  const { state, view } = editor
  const tr = pm.history.closeHistory(state.tr)
  for (const [id, { from, to }] of pairs) tr.addMark(from, to, state.schema.marks.annotation.create({ id }))
  view.dispatch(tr)
}

export function removeMark(editor, ref) {
  const { state, view } = editor
  const tr = pm.history.closeHistory(state.tr)
  for (const { from, to } of places(editor).get(ref) ?? []) {
    tr.removeMark(from, to, state.schema.marks.annotation.create({ id: ref }))
  }
  view.dispatch(tr)
}

// Show one annotation as the current one in the text (null for none).
export function setCurrent(editor, ref) {
  if (KEY.getState(editor.state).current === ref) return
  editor.view.dispatch(editor.state.tr.setMeta(KEY, ref).setMeta("addToHistory", false))
}

// The annotations at the cursor, from the shortest to the longest.
export function annotationsAt(editor) {
  const { from, to } = editor.state.selection
  const found = []
  for (const [ref, pieces] of places(editor)) {
    const piece = pieces.find((item) => item.from <= from && to <= item.to)
    if (piece) found.push({ ref, size: piece.to - piece.from })
  }
  return found.sort((a, b) => a.size - b.size).map(({ ref }) => ref)
}

// Bring the marks to where the server says that the annotations stand, where the words there are
// the same here. Not an edit: undoing passes over it.
//
// `moved`: the text was edited since the server saw it, so its places say nothing; only names are
// put right. `elsewhere` are the entries that the server put elsewhere than their marks are: where
// the new place cannot be shown the mark goes, or saving would bring the old place back.
export function syncMarks(editor, store, { moved = false, elsewhere = [] } = {}) {
  const { state, view } = editor
  const type = state.schema.marks.annotation
  const map = textOf(state.doc)
  const { toUnits } = converter(map.text)
  const tr = state.tr.setMeta("addToHistory", false)
  const standing = new Map()
  for (const [id, pieces] of places(editor)) {
    const entry = store.get(id)
    const ref = store.canonical(id)
    const leaves = elsewhere.includes(entry) && (moved || entry.card.start === null)
    if (ref === id && !leaves && entry?.card.status !== "withdrawn") {
      standing.set(id, pieces)
      continue
    }
    for (const { from, to } of pieces) {
      tr.removeMark(from, to, type.create({ id }))
      if (ref !== id && !leaves) tr.addMark(from, to, type.create({ id: ref }))
    }
    if (ref !== id && !leaves) standing.set(ref, pieces)
  }
  for (const [ref, { card }] of store.entries) {
    if (moved || card.start === null || card.status === "withdrawn") continue
    const [start, end] = [toUnits(card.start), toUnits(card.end)]
    if (map.text.slice(start, end) !== card.exact) continue
    const place = { from: positionOf(map, start), to: positionOf(map, end) }
    const pieces = standing.get(ref) ?? []
    if (pieces.length === 1 && pieces[0].from === place.from && pieces[0].to === place.to) continue
    for (const { from, to } of pieces) tr.removeMark(from, to, type.create({ id: ref }))
    tr.addMark(place.from, place.to, type.create({ id: ref }))
  }
  if (tr.docChanged) view.dispatch(tr)
}

// Every annotation's span in code points of the text, and the text itself.
export function spansOf(editor) {
  const map = textOf(editor.state.doc)
  const { toCodePoints } = converter(map.text)
  const at = (position) => toCodePoints(unitOf(map, position))
  const spans = {}
  for (const [ref, pieces] of places(editor)) {
    spans[ref] = { start: at(pieces[0].from), end: at(pieces.at(-1).to) }
  }
  return { text: map.text, spans }
}
