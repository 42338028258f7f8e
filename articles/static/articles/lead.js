// The lead picture of an article: its number in a field, shown and chosen as a picture.
import { canPick, pickPicture } from "articles/picker"

export function leadPicture(form) {
  const [choose, remove] = [part(form, "choose"), part(form, "remove")]
  choose.addEventListener("click", async () => {
    const picture = await pickPicture()
    if (picture) setLead(form, picture)
    choose.focus()
  })
  remove.addEventListener("click", () => {
    setLead(form, null)
    choose.focus()
  })
  const number = part(form, "number")
  number.hidden = !number.querySelector(".errorlist") // what is wrong stays in sight
  part(form, "buttons").hidden = !canPick()
  showButtons(form)
}

// `picture` as the picker gives it, or null.
export function setLead(form, picture) {
  const field = form.elements.lead_image
  const shown = part(form, "shown")
  field.value = picture?.id ?? ""
  shown.hidden = !picture
  if (picture) {
    const image = shown.querySelector("img")
    image.src = picture.thumbnail
    image.alt = picture.alt
    part(form, "caption").textContent = picture.caption
    part(form, "credit").textContent = picture.credit
  }
  showButtons(form)
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

// The picture as it is shown, or null: what setLead takes.
export function leadShown(form) {
  const { value: id } = form.elements.lead_image
  if (!id) return null
  const { src, alt } = part(form, "shown").querySelector("img")
  const [caption, credit] = ["caption", "credit"].map((name) => part(form, name).textContent)
  return { id, thumbnail: src, alt, caption, credit }
}

// For people, in one line; "" where there is none.
export function pictureInWords(picture) {
  return picture ? `Lead picture: no. ${picture.id}, ${picture.alt}` : ""
}

function showButtons(form) {
  const { value } = form.elements.lead_image
  part(form, "choose").textContent = value ? "Change the lead picture …" : "Lead picture …"
  part(form, "remove").hidden = !value
}

function part(form, name) {
  return form.querySelector(`[data-lead-${name}]`)
}
