// Opens a report page in Chromium and checks what its readers rely on.
// In: the page's file; `--shots DIR` also keeps pictures and a print. Out: a line for each check; exit code 1 if one fails.
// Never uses the network: a request of any kind is a failure.

import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const file = process.argv[2];
const shots = process.argv.includes("--shots") ? process.argv[process.argv.indexOf("--shots") + 1] : null;
if (!file) {
  console.error("usage: node check.mjs FILE [--shots DIR]");
  process.exit(2);
}
const address = pathToFileURL(resolve(file)).href;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let failures = 0;
function check(name, problems) {
  const list = (Array.isArray(problems) ? problems : [problems]).filter(Boolean);
  console.log(`${list.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const problem of list.slice(0, 10)) console.log(`     ${problem}`);
  failures += list.length === 0 ? 0 : 1;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const heard = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address) heard.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, heard, close: () => context.close() };
}

/** What stands on the page: its headings, and of each table its caption and number of rows; only what can be seen. */
function contents() {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  return {
    headings: [...document.querySelectorAll("h1, h2, h3, h4")].filter(seen).map((e) => e.textContent.trim()),
    paragraphs: [...document.querySelectorAll("main p, main li, header p, footer p")].filter(seen).length,
    charts: [...document.querySelectorAll("main figure svg")].filter(seen).length,
    tables: [...document.querySelectorAll("table")].filter(seen)
      .map((table) => `${table.caption.textContent.trim()}: ${[...table.tBodies[0].rows].filter(seen).length} rows`),
  };
}

// Opens, quickly, without a complaint and without a request.
const wide = { viewport: { width: 1280, height: 900 } };
const light = await open({ ...wide, colorScheme: "light" });
const timing = await light.page.evaluate(() => {
  const load = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return { load: load.loadEventEnd, paint: paint ? paint.startTime : NaN };
});
console.log(`time ${Math.round(timing.paint)} ms to the first paint, ${Math.round(timing.load)} ms until loaded`);
const scripted = await light.page.evaluate(contents);
check("there are headings, charts and tables", [
  scripted.headings.length < 8 && `only ${scripted.headings.length} headings`,
  scripted.tables.length < 3 && `only ${scripted.tables.length} tables`,
]);

// Each chart names itself and has its table.
check("each chart has a title and a description", await light.page.evaluate(() =>
  [...document.querySelectorAll("main figure svg")].flatMap((svg) => {
    const words = [...svg.getAttribute("aria-labelledby").split(" ")].map((id) => document.getElementById(id)?.textContent);
    return words.length === 2 && words.every(Boolean) ? [] : [svg.outerHTML.slice(0, 120)];
  })));
check("ids are unique and links within the page lead somewhere", await light.page.evaluate(() => {
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`);
  const lost = [...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1))
    .filter((id) => !document.getElementById(id)).map((id) => `nowhere: ${id}`);
  const away = [...document.querySelectorAll("a")].filter((a) => !a.getAttribute("href").startsWith("#"))
    .map((a) => `leads away: ${a.getAttribute("href")}`);
  return [...twice, ...lost, ...away];
}));

// The filter narrows, says so, and lets go again.
const filters = await light.page.locator(".find").count();
check("the filter", await (async () => {
  const problems = [];
  if (filters === 0) problems.push("no table has one");
  for (let at = 0; at < filters; at += 1) {
    const bar = light.page.locator(".find").nth(at);
    const table = light.page.locator(".find + .frame table").nth(at);
    const rows = () => table.evaluate((t) => [...t.tBodies[0].rows].filter((row) => !row.hidden).length);
    const all = await rows();
    const name = (await table.locator("tbody tr").nth(Math.min(3, all - 1)).locator("th").first().textContent()).trim();
    await bar.locator("input").fill(name.toUpperCase());
    const some = await rows();
    const said = await light.page.locator("#said").textContent();
    if (some < 1 || some >= all) problems.push(`"${name}": ${some} of ${all} rows`);
    if (said !== `${some} of ${all} rows shown.`) problems.push(`the live region says "${said}"`);
    await bar.locator("input").fill("no school is called so");
    if ((await rows()) !== 0) problems.push("rows stay that do not fit");
    await bar.locator("input").fill("");
    if ((await rows()) !== all) problems.push("rows stay hidden");
    for (const select of await bar.locator("select").all()) {
      await select.selectOption({ index: 1 });
      const chosen = await rows();
      if (chosen < 1 || chosen >= all) problems.push(`a choice shows ${chosen} of ${all} rows`);
      await select.selectOption({ index: 0 });
      if ((await rows()) !== all) problems.push("rows stay hidden after a choice");
    }
  }
  return problems;
})());

// Sorting orders each table's columns both ways and loses no row.
check("sorting", await light.page.evaluate(() => {
  const problems = [];
  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.tHead.rows[0].cells];
    const before = [...table.tBodies[0].rows].map((row) => row.textContent).sort().join("|");
    for (const [at, head] of heads.entries()) {
      const button = head.querySelector("button");
      if (!button) continue;
      if (at > 5 && at < heads.length - 1) continue;
      for (let turn = 0; turn < 2; turn += 1) {
        button.click();
        const order = head.getAttribute("aria-sort");
        const sorted = heads.filter((other) => other.hasAttribute("aria-sort")).length;
        if (sorted !== 1 || !["ascending", "descending"].includes(order)) problems.push(`${button.textContent}: ${order}`);
        if (head.dataset.t === "n") {
          const numbers = [...table.tBodies[0].rows].map((row) => row.cells[at].dataset.s || row.cells[at].textContent.trim())
            .filter(Boolean).map((text) => parseFloat(text.replace(/,/g, "").replace("\u2212", "-")))
            .filter((number) => !Number.isNaN(number));
          const fits = (a, b) => (order === "ascending" ? a <= b : a >= b);
          if (!numbers.every((number, i) => i === 0 || fits(numbers[i - 1], number))) {
            problems.push(`${table.caption.textContent}, ${button.textContent}: not ${order}`);
          }
        }
      }
    }
    if ([...table.tBodies[0].rows].map((row) => row.textContent).sort().join("|") !== before) {
      problems.push(`${table.caption.textContent}: rows were lost`);
    }
  }
  return problems;
}));
check("sorting is said", !/^Sorted by .+, (a|de)scending\.$/.test(await light.page.locator("#said").textContent()) &&
  await light.page.locator("#said").textContent());
await light.close();
check("no console message, no request", light.heard);

// The keyboard: the first stop is the skip link, which leads to the content.
const keys = await open(wide);
await keys.page.keyboard.press("Tab");
const first = await keys.page.evaluate(() => document.activeElement.className);
await keys.page.keyboard.press("Enter");
const second = await keys.page.evaluate(() => document.activeElement.id);
check("the skip link comes first and leads to the content",
  [first !== "skip" && `first stop: ${first}`, second !== "main" && `led to: ${second}`]);
await keys.close();

// Everything stands there without the script.
const plain = await open({ ...wide, javaScriptEnabled: false });
const unscripted = await plain.page.evaluate(contents);
check("the same content without JavaScript", Object.keys(scripted).filter((part) =>
  JSON.stringify(scripted[part]) !== JSON.stringify(unscripted[part])).map((part) => `${part} differ`));
check("no control without JavaScript", (await plain.page.locator("button, input, select").count()) > 0 && "controls that do nothing");
await plain.close();
check("no console message, no request, without JavaScript", plain.heard);

// Fits the screen, and axe has nothing to say. Of long tables the first rows stand for all, which are alike.
for (const width of [1280, 400]) {
  for (const colorScheme of ["light", "dark"]) {
    const { page, heard, close } = await open({ viewport: { width, height: 900 }, colorScheme });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`fits ${width} pixels, ${colorScheme}`, over > 0 && `${over} pixels too wide`);
    await page.evaluate(axeSource);
    const violations = await page.evaluate(async () => {
      const found = await axe.run({ exclude: [["tbody tr:nth-child(n+16)"]] }, { resultTypes: ["violations"] });
      return found.violations.map((v) => `${v.id} (${v.impact}, ${v.nodes.length}): ${v.help}; ${v.nodes[0].target.join(" ")}; ${(v.nodes[0].any[0] || v.nodes[0].all[0] || v.nodes[0].none[0] || {}).message || ""}`);
    });
    check(`axe, ${width} pixels, ${colorScheme}`, violations);
    check(`no console message, no request, ${width} pixels, ${colorScheme}`, heard);
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `${width}-${colorScheme}-0-top.png`) });
      for (const [at, part] of (await page.locator("section.part").all()).entries()) {
        await part.evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
        await page.screenshot({ path: join(shots, `${width}-${colorScheme}-${at + 1}-${await part.getAttribute("id")}.png`) });
      }
      if (width === 1280 && colorScheme === "light") await page.pdf({ path: join(shots, "print.pdf"), preferCSSPageSize: true });
    }
    await close();
  }
}

await browser.close();
console.log(failures === 0 ? "all checks passed" : `${failures} checks failed`);
process.exit(failures === 0 ? 0 : 1);
