// Which annotation a key is about, and going from one to the next.
import { annotationsAt, placeCursor, places } from "annotations/marking"
import { inShort, isNew } from "annotations/store"

// The annotations meant by a key: that of the card with the focus; else those at the cursor; else
// the current one.
export function atHand(workspace) {
  const { current } = workspace.panel
  const inPanel = workspace.panel.entryOf(document.activeElement)
  if (inPanel) return [inPanel]
  const found = atCursor(workspace)
  return found.length || !current ? found : [current]
}

// The current one first, then from the shortest to the longest.
function atCursor({ editor, panel: { current }, store }) {
  const found = annotationsAt(editor).map((ref) => store.get(ref))
  return found.includes(current) ? [current, ...found.filter((entry) => entry !== current)] : found
}

export function decide(workspace, action) {
  const [entry] = atHand(workspace)
  if (!entry) workspace.say("Put the cursor into an annotation first.", { bad: true })
  else if (action === "withdraw" && isNew(entry)) workspace.act(entry, "discard")
  else workspace.reviewing.decide(entry, action)
}

// To the next annotation (or the one before): in the panel to its card, else to its words.
export function step(workspace, by) {
  const { panel } = workspace
  const inPanel = panel.element.contains(document.activeElement)
  const list = inPanel ? [...panel.reviewed, ...panel.others] : inText(workspace)
  if (!list.length) return workspace.say("There are no annotations yet.")
  const here = inPanel ? panel.entryOf(document.activeElement) ?? panel.current : atCursor(workspace)[0]
  const at = list.indexOf(here)
  const before = inPanel ? -1 : lastBefore(workspace, list)
  const next = at >= 0 ? at + by : by > 0 ? before + 1 : before
  const entry = list[(next + list.length) % list.length]
  if (inPanel) panel.visit(entry)
  else visitWords(workspace, entry)
  workspace.say(`${list.indexOf(entry) + 1} of ${list.length}: ${inShort(entry)}`)
}

// Those that stand in the text, in its order; of two that begin together the longer one is first.
function inText({ editor, store }) {
  const standing = [...places(editor)].sort(([, [a]], [, [b]]) => a.from - b.from || b.to - a.to)
  return standing.map(([ref]) => store.get(ref))
}

function lastBefore({ editor }, list) {
  const { from } = editor.state.selection
  return list.findLastIndex((entry) => places(editor).get(entry.card.ref)[0].from <= from)
}

function visitWords({ editor, panel }, entry) {
  placeCursor(editor, entry.card.ref)
  panel.open(entry)
}
