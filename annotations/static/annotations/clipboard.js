// Annotations on the clipboard: cut and paste takes them along in the article that they belong to.
// Only what this workspace put there counts: a public page, another article and another site have
// marks with numbers too.
import { pm } from "django-prose-editor/editor"

const { Fragment, Slice } = pm.model
const PAGE = crypto.getRandomValues(new Uint32Array(2)).join("-")

// "new-1" is a name of this page, a number one of the site.
function ownerOf(id) {
  return id.startsWith("new-") ? PAGE : window.location.host
}

// What is copied says whose its annotations are.
export function copied(slice) {
  return mapMarks(slice, (mark) => mark.type.create({ id: `${mark.attrs.id}@${ownerOf(mark.attrs.id)}` }))
}

// A paste brings no second place for an annotation, and none of another article; `moving` words
// leave their old place.
export function pasted(slice, places, store, { moving }) {
  return mapMarks(slice, (mark) => {
    const [id, owner] = mark.attrs.id.split("@")
    if (owner !== ownerOf(id) || !store.get(id)) return null
    if (!moving && (places.has(id) || places.has(store.canonical(id)))) return null
    return mark.type.create({ id })
  })
}

function mapMarks(slice, change) {
  const changed = (mark) => (mark.type.name === "annotation" ? change(mark) : mark)
  const map = (fragment) => {
    const nodes = []
    fragment.forEach((node) => {
      const inner = node.isText ? node : node.copy(map(node.content))
      nodes.push(inner.mark(node.marks.map(changed).filter(Boolean)))
    })
    return Fragment.fromArray(nodes)
  }
  return new Slice(map(slice.content), slice.openStart, slice.openEnd)
}
