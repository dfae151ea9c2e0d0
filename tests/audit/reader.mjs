// What a browser's reader mode takes from each page named on the command line: one JSON array.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const from = createRequire(process.argv[2] + "/");
const { JSDOM } = from("jsdom");
const { Readability } = from("@mozilla/readability");

const read = process.argv.slice(3).map((file) => {
  const page = new JSDOM(readFileSync(file, "utf-8"), { url: "https://x.example/a/b/" }).window.document;
  const heading = page.querySelector("h1").textContent;
  const said = [...page.querySelectorAll("main p:not(.meta), main blockquote")].map((p) => p.textContent);
  const article = new Readability(page).parse();
  return { heading, said, title: article?.title, byline: article?.byline, text: article?.textContent ?? "" };
});
process.stdout.write(JSON.stringify(read));
