"use strict";
// The search: what is typed, or pasted from an error, against the rules of
// search-index.js. It runs in the page and asks nobody.
(function () {
	var box = document.getElementById("q");
	var results = document.getElementById("results");
	var page = document.getElementById("page");
	var up = document.body.dataset.up;

	// words splits a text into words in lower case. A name such as
	// ChecksumCRC32 or x-amz-checksum-crc32 stays whole, without its hyphens.
	function words(text) {
		return text.toLowerCase().replace(/x-amz-/g, "").split(/[^a-z0-9-]+/).map(function (w) {
			return w.replace(/^-+|-+$/g, "");
		}).filter(Boolean);
	}

	// What is known of each rule, made once: the words of its fields, with how much a
	// hit in the field counts.
	var entries = rules.map(function (r) {
		var e = { rule: r, weight: {}, message: words(r.a || "").join(" ") };
		function add(text, weight) {
			words(text).forEach(function (w) {
				[w, w.replace(/-/g, "")].concat(w.split("-")).forEach(function (part) {
					if (part && !(e.weight[part] >= weight)) e.weight[part] = weight;
				});
			});
		}
		add(r.w, 1);
		(r.o || []).forEach(function (o) { add(o, 2); });
		add(r.t, 3);
		add(r.c || "", 3);
		add(r.a || "", 4);
		(r.m || []).forEach(function (m) { add(m, 5); });
		add(r.i, 5);
		return e;
	});
	// A word that many rules have says less.
	var rules_with = {};
	entries.forEach(function (e) {
		Object.keys(e.weight).forEach(function (w) { rules_with[w] = (rules_with[w] || 0) + 1; });
	});
	function rarity(w) { return Math.log(1 + entries.length / (rules_with[w] || entries.length)); }

	function search(query) {
		var typed = query.trim().toLowerCase();
		var asked = words(query);
		var whole = asked.join(" ");
		if (asked.length === 0) return [];
		var found = [];
		entries.forEach(function (e) {
			var score = 0, hits = 0;
			asked.forEach(function (w, i) {
				var best = e.weight[w] || e.weight[w.replace(/-/g, "")] || 0;
				if (best) {
					score += best * rarity(w);
					hits++;
				} else if (i === asked.length - 1 && w.length > 1) {
					// The last word may be unfinished.
					for (var known in e.weight) {
						if (known.length > w.length && known.indexOf(w) === 0) {
							score += e.weight[known] * rarity(known) / 3;
							hits++;
							break;
						}
					}
				}
			});
			if (e.rule.i === typed) score += 1000;
			else if (typed.length > 2 && typed.indexOf(e.rule.i) >= 0) score += 500;
			else if (typed.length > 2 && e.rule.i.indexOf(typed) === 0) score += 100;
			if (e.message.length > 12 && asked.length > 2) {
				if (whole.indexOf(e.message) >= 0 || e.message.indexOf(whole) >= 0) score += 200;
			}
			(e.rule.m || []).forEach(function (m) { if (m.toLowerCase() === typed) score += 20; });
			// Of a few words all must be found; of a message, which S3 words differently
			// at times, most.
			var need = asked.length <= 3 ? asked.length : Math.ceil(asked.length * 0.5);
			if (score > 0 && (hits >= need || score >= 200)) found.push({ rule: e.rule, score: score * hits / asked.length });
		});
		found.sort(function (a, b) { return b.score - a.score || (a.rule.i < b.rule.i ? -1 : 1); });
		return found.map(function (f) { return f.rule; });
	}

	function element(name, text, attributes) {
		var e = document.createElement(name);
		if (text) e.textContent = text;
		for (var a in attributes || {}) e.setAttribute(a, attributes[a]);
		return e;
	}

	function show(query) {
		var none = query.trim() === "";
		results.hidden = none;
		page.hidden = !none;
		results.textContent = "";
		if (none) return;
		var list = search(query);
		results.append(element("h1", list.length === 0 ? "No rule is found" : list.length === 1 ? "1 rule" : list.length + " rules"));
		var low = query.trim().toLowerCase();
		operations.forEach(function (o) {
			if (o.toLowerCase() !== low) return;
			var p = element("p", "The operation ");
			p.append(element("a", o, { href: up + "operation/" + o + ".html" }));
			results.append(p);
		});
		if (list.length === 0) {
			results.append(element("p", "Fewer words find more. A member is written as in the SDK, such as ChecksumCRC32."));
			return;
		}
		var ul = element("ul", "", { "class": "rules" });
		list.slice(0, 50).forEach(function (r) {
			var li = element("li");
			li.append(element("a", r.i, { href: up + "rule/" + r.i + ".html" }), " ", element("span", r.s, { "class": "mark " + r.s }), element("br"), r.t);
			if (r.a) li.append(element("br"), element("code", r.c + ": " + r.a));
			ul.append(li);
		});
		results.append(ul);
		if (list.length > 50) results.append(element("p", "The first 50 are shown."));
	}

	function given() {
		return new URLSearchParams(location.search).get("q") || "";
	}
	box.value = given();
	show(box.value);
	box.addEventListener("input", function () { show(box.value); });
	box.form.addEventListener("submit", function (e) {
		e.preventDefault();
		var first = results.querySelector("ul a");
		if (first && results.querySelectorAll("ul a").length === 1) location.href = first.href;
		else try { history.replaceState(null, "", box.value ? "?q=" + encodeURIComponent(box.value) : location.pathname); } catch (e) { /* not for a page from the disk */ }
	});
})();
