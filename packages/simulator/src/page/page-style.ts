export const pageStyle: string = `
:root { color-scheme: dark; --back: #10131a; --card: #191e28; --line: #2a3140; --text: #e8ebf2; --dim: #93a0b5; --accent: #f6a04a; --good: #6fcf97; --bad: #ff7b72; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1280px; padding: 28px 24px 60px; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 26px; letter-spacing: -.02em; }
h1 small { margin-left: 8px; font-size: 13px; font-weight: 400; letter-spacing: 0; color: var(--dim); }
h1 small.live { color: var(--good); }
h2 { margin: 0 0 8px; font-size: 13px; font-weight: 600; color: var(--dim); }
header p { margin: 2px 0 20px; color: var(--dim); }
code { color: var(--accent); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(122px, 1fr)); gap: 8px; margin: 0 0 22px; }
dl div { padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
dt { font-size: 12px; color: var(--dim); }
dd { margin: 0; font-size: 21px; font-variant-numeric: tabular-nums; }
#faults { display: flex; flex-wrap: wrap; gap: 6px; }
button { padding: 5px 11px; border: 1px solid var(--line); border-radius: 999px; background: var(--card); color: var(--text); font: inherit; font-size: 13px; cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--accent); outline: none; }
button.clear { color: var(--bad); }
#in-force { min-height: 1.5em; margin: 8px 0 20px; font-size: 13px; color: var(--accent); }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 16px; margin: 0; padding: 0; list-style: none; }
li { overflow: hidden; border: 1px solid var(--line); border-radius: 14px; background: var(--card); }
.images { display: flex; height: 220px; overflow: hidden; background: #0b0d12; }
.images a { flex: 1; min-width: 0; }
.images img { display: block; width: 100%; height: 100%; object-fit: cover; }
.images span { margin: auto; padding: 0 20px; text-align: center; color: var(--dim); font-size: 13px; }
li.running .images { background: linear-gradient(100deg, #0b0d12 30%, #1c2433 50%, #0b0d12 70%) 0 0 / 200% 100%; animation: sheen 1.6s linear infinite; }
@keyframes sheen { from { background-position: 160% 0; } to { background-position: -40% 0; } }
@media (prefers-reduced-motion: reduce) { li.running .images { animation: none; } }
.words { padding: 10px 14px 14px; }
.prompt { display: -webkit-box; overflow: hidden; margin: 0 0 4px; overflow-wrap: anywhere; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.facts { margin: 0; font-size: 12px; color: var(--dim); font-variant-numeric: tabular-nums; }
.succeeded .state { color: var(--good); } .failed .state { color: var(--bad); } .running .state { color: var(--accent); }
`
