// The list of annotations: names of sources are suggested while one is typed into the filter.

import { offerSuggestions } from "annotations/suggestions"

for (const input of document.querySelectorAll("[data-source-url]")) {
  offerSuggestions(input, input.dataset.sourceUrl)
}
