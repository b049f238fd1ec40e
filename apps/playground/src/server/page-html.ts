/** All else is made by the script; nothing of it comes from text with markup. */
export const pageHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Fluxkit playground</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/page.css">
    <script type="module" src="/page.js"></script>
  </head>
  <body>
    <div id="app"><noscript>The playground needs JavaScript.</noscript></div>
  </body>
</html>
`

/** Shown until the page can be served, and then replaced. */
export const startingHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="refresh" content="1">
    <title>Fluxkit playground</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <p role="status">The playground is starting …</p>
  </body>
</html>
`
