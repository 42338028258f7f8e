// Somebody else saved meanwhile.
import { leadShown, pictureInWords, setLead } from "articles/lead"
import { decide } from "annotations/deciding"
import { fieldOf } from "annotations/fields"
import { replaceText } from "annotations/lock"
import { places as placesOf, syncMarks } from "annotations/marking"
import { inWords, metadataOf, setValue } from "annotations/metadata"
import { inShort, isNew, isTouched } from "annotations/store"

// Where nothing of ours meets theirs, go on by ourselves; else show both and ask. Resolves to
// whether it is saved after all. `answer` is what the server said of a save that came too late.
export async function settle(workspace, answer, retried) {
  const { editor, form, panel, store } = workspace
  const { latest, merge } = answer
  const mine = store.get(String(answer.annotation))
  if (!merge && !retried && mine && !mine.edited) {
    const decided = isTouched(mine) // upon what is no longer so
    if (decided) mine.action = ""
    form.elements.version.value = answer.version
    const elsewhere = answer.annotations.filter((card) => isMoved(card, store)).map((card) => store.get(card.ref))
    store.refresh(answer.annotations)
    syncMarks(editor, store, { moved: workspace.dirty, elsewhere })
    panel.refresh()
    if (!decided) return workspace.saveOnce(true)
    const message = `Somebody else decided about ${inShort(mine)} meanwhile. Nothing was saved; look at it again.`
    workspace.refuse({ ...answer, message })
    return false
  }
  workspace.showSaved("Unsaved changes")
  const places = [
    ...(merge ? textsOf(form, latest, merge.base) : []),
    ...metadataPlaces(workspace, latest),
    ...cardsOf(store, answer.annotations),
  ]
  const overlaps = places.filter((place) => place.isOverlap)
  // Without a text to look at, or with nothing of ours in it that is not theirs, there is nothing to ask.
  const isQuiet = overlaps.length === 0 && (!merge || (merge.same && places.every((place) => place.isTheirs)))
  const isOwn = Boolean(merge) && latest.by === workspace.user.name
  if (!isQuiet && !(await decide({ latest, merge, places: overlaps, message: answer.message, isOwn }))) {
    store.dropDecisions()
    workspace.say("Nothing was saved. Your text is still here.", { bad: true })
    return false
  }
  for (const place of places) place.apply()
  const torn = merge ? putTogether(editor, store, merge) : []
  form.elements.base.value = latest.base
  form.elements.version.value = answer.version
  workspace.loaded = latest.fields
  store.refresh(answer.annotations)
  panel.refresh()
  const done = await workspace.saveOnce(true)
  if (done && torn.length) {
    workspace.say(`The words of ${torn.map(inShort).join(", ")} are no longer in the text. Re-attach or remove it in the panel.`, { bad: true })
  }
  return done
}

// Puts the merged text into the editor; returns the new annotations whose words went. They stay in the panel.
function putTogether(editor, store, { parts }) {
  const stood = placesOf(editor)
  replaceText(editor, parts.map(htmlOf).join(""))
  const torn = [...store.entries.values()].filter(
    (entry) => isNew(entry) && stood.has(entry.card.ref) && !placesOf(editor).has(entry.card.ref),
  )
  for (const entry of torn) entry.edited = true
  return torn
}

function isMoved({ ref, start, end }, store) {
  const card = store.get(ref)?.card
  return Boolean(card) && (card.start !== start || card.end !== end)
}

function htmlOf(part) {
  if (typeof part === "string") return part
  return { theirs: part.theirs, mine: part.mine, both: part.theirs + part.mine }[part.choice]
}

// A value that two people may have changed since `base`; `set` puts theirs into the page.
function place(label, { base, theirs, mine, words = String, set }) {
  const [b, t, m] = [base, theirs, mine].map((value) => JSON.stringify(value))
  return {
    label,
    theirs: words(theirs),
    mine: words(mine),
    isTheirs: t === m,
    isOverlap: t !== m && t !== b && m !== b,
    choice: m === b ? "theirs" : "mine",
    apply() {
      if (this.choice === "theirs" && t !== m) set(theirs)
    },
  }
}

function textsOf(form, latest, base) {
  const texts = ["headline", "standfirst"].map((name) => {
    const field = form.elements[name]
    const set = (value) => setValue(field, value)
    return place(name === "headline" ? "Headline" : "Standfirst", { base: base?.[name], theirs: latest[name], mine: field.value, set })
  })
  const numberOf = (picture) => Number(picture?.id) || null
  const [lead, theirLead] = [leadShown(form), latest.lead_image]
  const words = (number) => pictureInWords([lead, theirLead].find((picture) => numberOf(picture) === number)) || "No lead picture"
  const picture = place("Lead picture", {
    base: base?.lead_image ?? null, theirs: numberOf(theirLead), mine: numberOf(lead), words, set: () => setLead(form, theirLead),
  })
  return [...texts, picture]
}

function metadataPlaces({ form, loaded }, latest) {
  return Object.entries(metadataOf(form)).map(([name, mine]) => {
    const field = form.elements[name]
    return place(field.labels[0].textContent.replace(":", ""), {
      base: loaded[name], theirs: latest.fields[name], mine, words: (value) => inWords(field, value), set: (value) => setValue(field, value),
    })
  })
}

// Fields of annotations in which somebody typed here.
function cardsOf(store, cards) {
  return cards.flatMap((card) => {
    const entry = store.get(card.ref)
    if (!entry?.edited) return []
    const [was, now] = [entry.card, card].map(({ detail, note, desk_note }) => ({ ...detail, note, desk_note }))
    return Object.keys(now).map((name) => {
      const { label, words } = fieldOf(card.kind, name)
      const set = (value) => {
        entry.values = { ...entry.values, [name]: value }
      }
      return place(`${label} of ${inShort(entry)}`, {
        base: was[name] ?? "", theirs: now[name] ?? "", mine: entry.values[name] ?? "", words, set,
      })
    })
  })
}
