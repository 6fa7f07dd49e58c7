/** How pages look. Colours of one's own come by another file, which sets nothing but the variables at the top. */

const LIGHT = `--page:#f6f7f9;--card:#fff;--line:#e3e6eb;--strong:#14181f;--text:#3b4350;--quiet:#626b7a;--soft:#f0f2f5;--accent:#2b59c3;--accent-text:#fff;
--operational:#15803d;--maintenance:#2457c5;--degraded:#8a5a00;--partial:#b4480f;--major:#b42318;--unknown:#626b7a;
--bar:#34a36a;--bar-degraded:#d9a21b;--bar-partial:#e0692b;--bar-major:#c9362a;--bar-none:#c9ced6`;
const DARK = `--page:#0e1116;--card:#161a21;--line:#2a303a;--strong:#f2f4f7;--text:#c3c9d3;--quiet:#98a1b0;--soft:#1d222b;--accent:#7aa2ff;--accent-text:#0e1116;
--operational:#57c98d;--maintenance:#8fb4ff;--degraded:#e8b84a;--partial:#f5955c;--major:#ff7b70;--unknown:#98a1b0;
--bar:#3a9d68;--bar-degraded:#d9a21b;--bar-partial:#e87f45;--bar-major:#f2584b;--bar-none:#3a414d`;

/** The style sheet of every page. */
export const PAGE_STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
:root[data-theme=light]{color-scheme:light;${LIGHT}}
:root[data-theme=dark]{color-scheme:dark;${DARK}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;-webkit-text-size-adjust:100%}
a{color:inherit;text-decoration-color:color-mix(in srgb,currentColor 45%,transparent);text-underline-offset:3px}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:12px;padding:8px 14px;background:var(--card);color:var(--strong);z-index:1}
.wrap{max-width:880px;margin:0 auto;padding:0 24px}
header{padding:44px 0 28px}
header .wrap{display:flex;align-items:center;justify-content:space-between;gap:20px;flex-wrap:wrap}
.brand{display:flex;align-items:center;gap:14px;color:var(--strong);font-size:22px;line-height:30px;font-weight:650;letter-spacing:-.01em;text-decoration:none;overflow-wrap:anywhere}
.brand img{display:block;max-height:40px;max-width:200px}
.centered .wrap{flex-direction:column;justify-content:center;text-align:center}
.actions{display:flex;gap:10px;flex-wrap:wrap}
.button,button{display:inline-block;padding:9px 16px;border:1px solid var(--line);border-radius:9px;background:var(--card);color:var(--strong);font:inherit;font-size:15px;line-height:22px;font-weight:550;text-decoration:none;cursor:pointer}
.button:hover,button:hover{border-color:var(--quiet)}
.main{border-color:var(--accent);background:var(--accent);color:var(--accent-text)}
h1,h2,h3,h4,h5,h6{margin:0;color:var(--strong);line-height:1.3;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{margin:52px 0 16px;font-size:19px;font-weight:650}
h3{font-size:16px;font-weight:600}
p{margin:0;overflow-wrap:anywhere}
.lead{margin:0 0 24px;max-width:62ch}
.banner{display:flex;align-items:center;gap:16px;padding:24px 26px;border:1px solid color-mix(in srgb,var(--tone) 38%,var(--line));border-radius:14px;background:color-mix(in srgb,var(--tone) 9%,var(--card))}
.banner h1{font-size:23px;font-weight:650}
.banner .icon{width:34px;height:34px}
.banner p{margin-top:3px;color:var(--quiet);font-size:14px}
.icon{flex:none;width:17px;height:17px;color:var(--tone);fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.s-OPERATIONAL{--tone:var(--operational)}.s-UNDER_MAINTENANCE{--tone:var(--maintenance)}.s-DEGRADED_PERFORMANCE{--tone:var(--degraded)}.s-PARTIAL_OUTAGE{--tone:var(--partial)}.s-MAJOR_OUTAGE{--tone:var(--major)}.s-UNKNOWN{--tone:var(--unknown)}
.stale{margin:0 0 16px;padding:12px 18px;border:1px solid var(--degraded);border-radius:10px;color:var(--strong);background:color-mix(in srgb,var(--degraded) 12%,var(--card))}
.card{border:1px solid var(--line);border-radius:14px;background:var(--card)}
.components{margin-top:28px}
.components>*+*{border-top:1px solid var(--line)}
.component{padding:20px 26px}
details.group>summary{display:flex;align-items:center;gap:12px;padding:18px 26px;cursor:pointer;list-style:none}
details.group>summary::-webkit-details-marker{display:none}
details.group>summary::before{content:"";width:8px;height:8px;border:solid var(--quiet);border-width:0 2px 2px 0;transform:rotate(-45deg);transition:transform .15s}
details.group[open]>summary::before{transform:rotate(45deg)}
details.group>summary h3{flex:1}
details.group .component{padding-left:46px}
details.group .component+.component{border-top:1px solid var(--line)}
.about{padding:0 26px 6px 46px;color:var(--quiet);font-size:14px}
.row{display:flex;align-items:baseline;justify-content:space-between;gap:8px 20px;flex-wrap:wrap}
.state{display:inline-flex;align-items:center;gap:7px;color:var(--tone);font-size:14px;font-weight:600;white-space:nowrap}
.state .icon{align-self:center}
.desc,.target{color:var(--quiet);font-size:14px}
.target{overflow-wrap:anywhere}
.bars{display:block;width:100%;height:34px;margin-top:14px}
.bars path,.key path{stroke:none;fill:none}
.bars .l,.key .l{stroke-dasharray:4 2}
.b-operational{stroke:var(--bar)!important;stroke-width:34}
.b-degraded{stroke:var(--bar-degraded)!important;stroke-width:22}
.b-major{stroke:var(--bar-major)!important;stroke-width:14}
.b-none{stroke:var(--bar-none)!important;stroke-width:8}
.b-partial{fill:url(#hatch)!important}
#hatch rect{fill:color-mix(in srgb,var(--bar-partial) 38%,var(--card))}
#hatch path{stroke:var(--bar-partial);stroke-width:2}
.scale{display:flex;align-items:center;gap:12px;margin-top:7px;color:var(--quiet);font-size:13px}
.scale i{flex:1;height:1px;background:var(--line)}
.days{margin-top:8px;color:var(--quiet);font-size:13px}
.days summary{cursor:pointer;width:max-content;max-width:100%}
.days ul{margin:6px 0 0;padding-left:20px}
.chart{margin:16px 0 0}
.chart svg{display:block;width:100%;height:56px}
.chart .line{fill:none;stroke:var(--accent);stroke-width:1.75;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.chart .area{fill:var(--accent);opacity:.1}
.chart figcaption{display:flex;justify-content:space-between;gap:4px 16px;flex-wrap:wrap;margin-top:5px;color:var(--quiet);font-size:13px}
.key{display:flex;flex-wrap:wrap;gap:8px 20px;margin:16px 2px 0;padding:0;list-style:none;color:var(--quiet);font-size:13px}
.key li{display:flex;align-items:center;gap:8px}
.key svg{width:9px;height:16px}
.incident{padding:22px 26px 22px 30px;position:relative;overflow:hidden}
.incident::before{content:"";position:absolute;inset:0 auto 0 0;width:4px;background:var(--tone)}
.incident+.incident{margin-top:16px}
.i-NONE{--tone:var(--unknown)}.i-MINOR{--tone:var(--degraded)}.i-MAJOR{--tone:var(--partial)}.i-CRITICAL{--tone:var(--major)}.i-work{--tone:var(--maintenance)}
.incident h3{font-size:18px}
.incident h3 a{text-decoration:none}.incident h3 a:hover{text-decoration:underline}
.meta{margin-top:4px;color:var(--quiet);font-size:14px}
.meta b{color:var(--tone);font-weight:600}
.updates{margin:16px 0 0;padding:0;list-style:none}
.updates>li{padding:12px 0 0 20px;border-left:2px solid var(--line);position:relative}
.updates>li::before{content:"";position:absolute;left:-6px;top:19px;width:10px;height:10px;border-radius:50%;background:var(--line)}
.updates>li:first-child::before{background:var(--tone)}
.updates strong{color:var(--strong)}
.updates time{color:var(--quiet);font-size:13px;margin-left:6px}
.text>*{margin:6px 0 0}
.text>:first-child{margin-top:4px}
.text pre{padding:12px 14px;border-radius:8px;background:var(--soft);overflow-x:auto;font-size:14px}
.text code{font-size:.92em}
.text blockquote{margin-left:0;padding-left:14px;border-left:3px solid var(--line);color:var(--quiet)}
.text h4,.text h5,.text h6{margin-top:16px;font-size:16px}
.text ul,.text ol{padding-left:22px}
.postmortem{margin-top:24px;padding:22px 26px}
.day{padding:14px 0;border-bottom:1px solid var(--line)}
.day h3{font-size:15px}
.day>p{color:var(--quiet);font-size:14px;margin-top:2px}
.day .past{margin-top:12px}
.past h4{font-size:16px}
.past p{font-size:14px;color:var(--quiet)}
.past .text p{color:var(--text);font-size:15px}
.pages{display:flex;justify-content:space-between;gap:16px;margin-top:24px}
footer{margin-top:56px;padding:24px 0 48px;color:var(--quiet);font-size:14px}
footer .wrap{display:flex;justify-content:space-between;gap:10px 24px;flex-wrap:wrap}
footer .own{display:block;margin-bottom:16px;overflow-wrap:anywhere}
footer .own p+p{margin-top:8px}
footer nav{display:flex;gap:6px 20px;flex-wrap:wrap}
.narrow{max-width:560px;padding:30px 32px;margin:0 auto}
.narrow h1{font-size:24px;margin-bottom:10px}
form{margin-top:20px}
label{display:block;margin-top:16px;color:var(--strong);font-size:15px;font-weight:550}
label.tick,.tick label{display:flex;gap:10px;margin-top:8px;font-weight:400;color:var(--text)}
input[type=email],input[type=url],input[type=password]{display:block;width:100%;margin-top:6px;padding:10px 13px;border:1px solid var(--quiet);border-radius:9px;background:var(--page);color:var(--strong);font:inherit}
fieldset{margin:22px 0 0;padding:0;border:0;min-width:0}
legend{padding:0;color:var(--strong);font-size:15px;font-weight:550}
form>button{margin-top:22px}
.hint{color:var(--quiet);font-size:14px;margin-top:4px}
.refused{margin-top:14px;color:var(--major);font-weight:550}
.gone{position:absolute;width:0;height:0}
@media (min-width:1600px){.wrap{max-width:1040px}body{font-size:17px}}
@media (max-width:560px){.wrap{padding:0 16px}header{padding:28px 0 20px}.banner{padding:20px}.banner h1{font-size:20px}.component,.incident{padding-left:18px;padding-right:18px}
details.group>summary{padding:16px 18px}details.group .component,.about{padding-left:18px;padding-right:18px}.narrow{padding:24px 20px}}
@media print{body{background:#fff}.actions,footer nav{display:none}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
