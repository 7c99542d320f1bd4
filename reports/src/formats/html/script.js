(function () {
  "use strict";
  // All that the page says stands there without this script: it only sorts, filters and shows where one is.
  var said = document.getElementById("said");
  function say(words) { said.textContent = words; }

  var answers = { N: 0, P: 1, Y: 2, "n/a": 3 };

  function keyOf(cell, kind) {
    var text = cell.textContent.trim();
    if (!text) { return null; }
    if (kind === "a") { return text in answers ? answers[text] : 4; }
    if (kind === "n") {
      var number = parseFloat((cell.getAttribute("data-s") || text).replace(/,/g, "").replace("\u2212", "-"));
      return isNaN(number) ? null : number;
    }
    return cell.getAttribute("data-s") || text.toLowerCase();
  }

  function sort(table, at, head) {
    var kind = head.getAttribute("data-t") || "";
    var up = head.getAttribute("aria-sort") !== "ascending";
    // Numbers are mostly looked at from the largest down.
    if (kind === "n" && !head.hasAttribute("aria-sort")) { up = false; }
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, place: place, key: keyOf(row.cells[at], kind) };
    });
    rows.sort(function (a, b) {
      if (a.key === b.key) { return a.place - b.place; }
      if (a.key === null) { return 1; }
      if (b.key === null) { return -1; }
      var order = typeof a.key === "number" ? a.key - b.key : a.key.localeCompare(b.key, "en");
      return (up ? order : -order) || a.place - b.place;
    });
    var all = document.createDocumentFragment();
    rows.forEach(function (each) { all.appendChild(each.row); });
    body.appendChild(all);
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    say("Sorted by " + head.textContent.trim() + ", " + (up ? "ascending" : "descending") + ".");
  }

  function sortable(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, at) {
      var button = document.createElement("button");
      button.type = "button";
      button.title = head.textContent.trim();
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, at, head); });
    });
  }

  function labelled(words, control) {
    var label = document.createElement("label");
    label.appendChild(document.createTextNode(words));
    label.appendChild(control);
    return label;
  }

  function choicesOf(table, rows) {
    // Columns of words that come again and again can be chosen from.
    var found = [];
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, at) {
      if (head.hasAttribute("data-t") || head.classList.contains("name") || found.length === 3) { return; }
      var seen = {};
      rows.forEach(function (row) { seen[row.cells[at].textContent.trim()] = true; });
      var values = Object.keys(seen).filter(Boolean).sort();
      if (values.length > 1 && values.length <= 12 && values.length * 2 <= rows.length) {
        found.push({ at: at, name: head.textContent.trim(), values: values });
      }
    });
    return found;
  }

  function filterable(table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 10) { return; }
    var isMap = table.classList.contains("map");
    var texts = rows.map(function (row) {
      return (isMap ? row.cells[0].textContent : row.textContent).toLowerCase();
    });
    var bar = document.createElement("div");
    bar.className = "find";
    var input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    bar.appendChild(labelled(isMap ? "Find a school" : "Find in this table", input));
    var choices = choicesOf(table, rows).map(function (choice) {
      var select = document.createElement("select");
      [""].concat(choice.values).forEach(function (value) {
        var option = document.createElement("option");
        option.value = value;
        option.textContent = value || "All";
        select.appendChild(option);
      });
      bar.appendChild(labelled(choice.name, select));
      return { at: choice.at, select: select };
    });
    var shown = document.createElement("output");
    bar.appendChild(shown);
    function apply() {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      rows.forEach(function (row, place) {
        var fits = words.every(function (word) { return texts[place].indexOf(word) >= 0; }) &&
          choices.every(function (choice) {
            return !choice.select.value || row.cells[choice.at].textContent.trim() === choice.select.value;
          });
        row.hidden = !fits;
        if (fits) { count += 1; }
      });
      var result = count + " of " + rows.length + " rows shown";
      shown.textContent = count === rows.length ? "" : result;
      say(result + ".");
    }
    input.addEventListener("input", apply);
    choices.forEach(function (choice) { choice.select.addEventListener("change", apply); });
    var frame = table.closest(".frame");
    frame.parentNode.insertBefore(bar, frame);
  }

  document.querySelectorAll("table").forEach(function (table) {
    if (table.tBodies[0].rows.length > 1) { sortable(table); }
    filterable(table);
  });

  if ("IntersectionObserver" in window) {
    var links = {};
    document.querySelectorAll(".parts a").forEach(function (link) { links[link.hash.slice(1)] = link; });
    var strip = document.querySelector(".parts ul");
    var watch = new IntersectionObserver(function (seen) {
      seen.forEach(function (one) {
        var link = links[one.target.id];
        if (!link) { return; }
        if (one.isIntersecting) {
          Object.keys(links).forEach(function (id) { links[id].removeAttribute("aria-current"); });
          link.setAttribute("aria-current", "true");
          strip.scrollLeft = link.offsetLeft - strip.clientWidth / 2 + link.clientWidth / 2;
        }
      });
    }, { rootMargin: "-15% 0px -80% 0px" });
    document.querySelectorAll(".part").forEach(function (part) { watch.observe(part); });
  }
})();
