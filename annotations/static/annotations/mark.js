// Annotations in the editor are marks: they move along with cut and paste, undo and redo. They
// are never stored; the server reads their places when the text is saved.
import { Mark, Plugin, pm } from "django-prose-editor/editor"
import { copied, pasted } from "annotations/clipboard"

const { PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
export const KEY = new PluginKey("annotations")

export const Annotation = Mark.create({
  name: "annotation",
  excludes: "", // any number of annotations on the same words
  inclusive: false, // typing at an edge stays outside
  priority: 50, // after the vocabulary's own marks, so that those are never split by one of these

  addOptions() {
    return { store: null }
  },

  addAttributes() {
    return {
      id: {
        default: null,
        parseHTML: (element) => element.dataset.annotation,
        renderHTML: ({ id }) => ({ "data-annotation": id, class: this.options.store.get(id)?.card.kind }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "mark[data-annotation]" }]
  },

  // Of no role: a screen reader would tell each piece. The card tells the annotation, once.
  renderHTML({ HTMLAttributes }) {
    return ["mark", { role: "none", ...HTMLAttributes }, 0]
  },

  addProseMirrorPlugins() {
    return [marksPlugin(this.options.store)]
  },
})

function marksPlugin(store) {
  let moving = false // a drag inside the editor takes the marks along, a copy does not
  return new Plugin({
    key: KEY,
    state: {
      init: (_, { doc }) => ({ places: findPlaces(doc), current: null }),
      apply: (tr, value) => ({
        places: tr.docChanged ? findPlaces(tr.doc) : value.places,
        current: tr.getMeta(KEY) === undefined ? value.current : tr.getMeta(KEY),
      }),
    },
    appendTransaction: (trs, before, after) =>
      trs.some((tr) => tr.docChanged) ? repaired(trs, before, after, store) : null,
    props: {
      decorations: (state) => {
        const { places, current } = KEY.getState(state)
        const shown = (places.get(current) ?? []).map(({ from, to }) =>
          Decoration.inline(from, to, { class: `is-current ${store.get(current)?.card.kind}` }),
        )
        return DecorationSet.create(state.doc, shown)
      },
      transformCopied: copied,
      transformPasted: (slice, view) => pasted(slice, KEY.getState(view.state).places, store, { moving }),
      handleDOMEvents: {
        drop: (view) => {
          moving = Boolean(view.dragging?.move)
          setTimeout(() => {
            moving = false
          })
          return false
        },
      },
    },
  })
}

// Where each annotation stands: ref → its pieces in order. Pieces with nothing but white space
// between them are one, as on the server.
function findPlaces(doc) {
  const places = new Map()
  doc.descendants((node, position) => {
    if (!node.isInline) return
    for (const mark of node.marks) {
      if (mark.type.name !== "annotation") continue
      const end = position + node.nodeSize
      const pieces = places.get(mark.attrs.id)
      const last = pieces?.at(-1)
      if (!pieces) places.set(mark.attrs.id, [{ from: position, to: end }])
      else if (last.to === position || isBlank(doc, last.to, position)) last.to = end
      else pieces.push({ from: position, to: end })
    }
  })
  return places
}

function isBlank(doc, from, to) {
  return !/\S/u.test(doc.textBetween(from, to, "\n", "\n"))
}

// Marks put right after a change: one that was torn by something put inside is whole again, strays
// of one torn apart go (the longest piece stays), and old names become the present ones.
function repaired(trs, before, after, store) {
  const type = after.schema.marks.annotation
  const old = KEY.getState(before).places
  const tr = after.tr
  for (const [id, pieces] of KEY.getState(after).places) {
    const ref = store.canonical(id)
    const whole = pieces.length > 1 ? hull(pieces, old.get(id), trs) : pieces[0]
    if (pieces.length > 1 || ref !== id) {
      for (const { from, to } of pieces) tr.removeMark(from, to, type.create({ id }))
      tr.addMark(whole.from, whole.to, type.create({ id: ref }))
    }
  }
  return tr.docChanged ? tr : null
}

function hull(pieces, old, trs) {
  const all = { from: pieces[0].from, to: pieces.at(-1).to }
  if (old?.length) {
    let from = old[0].from
    let to = old.at(-1).to
    for (const tr of trs) {
      from = tr.mapping.map(from, 1)
      to = tr.mapping.map(to, -1)
    }
    if (from <= all.from && all.to <= to) return all
  }
  return pieces.reduce((best, piece) => (piece.to - piece.from > best.to - best.from ? piece : best))
}
