/** The page at `/`. Nothing from outside is written into it here: the script fills it through `textContent`. */
export const pageHtml: string = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Flux sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_page/page.css">
</head>
<body>
<header>
  <h1>Flux sandbox <small id="connection">connecting…</small></h1>
  <p>A simulator of the service. Nothing here costs money, and no image here was made by a model.</p>
</header>
<section aria-label="Counters"><dl id="counters"></dl></section>
<section aria-label="Faults">
  <h2>Make the next request fail</h2>
  <div id="faults"></div>
  <p id="in-force" role="status"></p>
</section>
<main aria-label="Tasks"><p id="empty">No task yet. Send one to <code>POST /flux/images</code>.</p><ul id="tasks"></ul></main>
<script src="/_page/page.js" type="module"></script>
</body>
</html>
`
