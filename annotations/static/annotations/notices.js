// A bar above the article that tells something and offers what can be done about it.
import { make } from "annotations/elements"

export class Notice {
  constructor(label) {
    this.element = make("section", "desk-notice", { "aria-label": label })
    this.element.hidden = true
    document.querySelector(".desk-columns").before(this.element)
  }

  // `choices` are pairs of a label and what is done; the first is the one to be expected.
  show(message, choices) {
    const told = make("p", "", { role: "status" })
    const buttons = choices.map(([label, act], index) => {
      const button = make("button", index ? "desk-button" : "desk-button desk-first", { type: "button" }, label)
      button.addEventListener("click", act)
      return button
    })
    this.element.replaceChildren(told, ...buttons)
    this.element.hidden = false
    told.textContent = message // once it is shown, so that it is announced
  }

  hide() {
    this.element.hidden = true
  }
}

export function when(moment) {
  return new Date(moment).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })
}
