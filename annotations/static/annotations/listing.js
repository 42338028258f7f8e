// The list of annotations: names of sources are suggested while one is typed into the filter.

import { offerSources } from "annotations/sources"

for (const input of document.querySelectorAll("[data-source-url]")) {
  offerSources(input, input.dataset.sourceUrl)
}
