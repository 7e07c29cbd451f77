import { CrossRead } from "crossread";

const element = document.querySelector("cross-read");
if (!(element instanceof CrossRead)) throw new Error("the element is not known");
element.addEventListener("search", ({ detail }) => (document.title = detail.query));
element.addEventListener("ready", () => element.search("kuril"));
