/** How the page of a link looks: one column that fits a phone, in the light or the dark that its reader prefers. */
import { createHash } from 'node:crypto';

/** The colours of the alerts: what was red in a message is red here. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:#f2f4f7;--card:#fff;--line:#e4e7ec;--strong:#101828;--text:#344054;--quiet:#667085;
--field:#fff;--edge:#98a2b3;--soft:#f2f4f7;--accent:#175cd3;--accent-text:#fff;--accent-over:#1849a9;
--down:#c4271b;--degraded:#b54708;--maintenance:#475467;--up:#067647;--good:#ecfdf3;--good-line:#17b26a;--good-text:#085d3a;
--care:#fffaeb;--care-line:#f79009;--care-text:#7a2e0e}
@media (prefers-color-scheme:dark){:root{--page:#0c111d;--card:#161b26;--line:#333741;--strong:#f5f5f6;--text:#cecfd2;--quiet:#a1a5ad;
--field:#0c111d;--edge:#61656e;--soft:#1f242f;--accent:#528bff;--accent-text:#0c111d;--accent-over:#84adff;
--down:#e5483c;--degraded:#dc6803;--maintenance:#667085;--up:#17b26a;--good:#053321;--good-line:#17b26a;--good-text:#abefc6;
--care:#33200a;--care-line:#f79009;--care-text:#fedf89}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:40px 16px 48px;background:var(--page);color:var(--text);
font:16px/24px -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;-webkit-text-size-adjust:100%}
main,footer{max-width:560px;margin:0 auto}
main{background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:hidden;
box-shadow:0 1px 2px rgb(16 24 40/.05),0 12px 32px -12px rgb(16 24 40/.14)}
.bar{height:6px;background:var(--tone)}
.down{--tone:var(--down)}.degraded{--tone:var(--degraded)}.maintenance{--tone:var(--maintenance)}.up{--tone:var(--up)}.none{--tone:var(--quiet)}
.head,.notice,form,.facts{padding-left:32px;padding-right:32px}
.head{padding-top:28px}
.pill{display:inline-block;padding:2px 11px;border-radius:999px;background:var(--tone);color:#fff;font-size:12px;line-height:20px;font-weight:700;letter-spacing:.04em}
h1{margin:14px 0 0;color:var(--strong);font-size:26px;line-height:32px;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere}
p{margin:0;overflow-wrap:anywhere}
.head p{margin-top:6px}
.why{margin:18px 32px 0;padding:12px 16px;border-left:4px solid var(--tone);border-radius:0 8px 8px 0;background:var(--soft);color:var(--strong);font-weight:550;overflow-wrap:anywhere}
.notice{margin:22px 32px 0;padding:14px 18px;border:1px solid var(--good-line);border-radius:10px;background:var(--good);color:var(--good-text)}
.notice strong{display:block;font-size:17px}
.notice.care{border-color:var(--care-line);background:var(--care);color:var(--care-text)}
.facts{display:flex;align-items:baseline;gap:10px;margin:20px 0 0;color:var(--quiet);font-size:15px;line-height:22px}
.dot{flex:none;width:9px;height:9px;border-radius:50%;background:var(--edge)}
.dot.had{background:var(--good-line)}
form{margin:22px 0 0;padding-top:24px;padding-bottom:28px;border-top:1px solid var(--line)}
label{display:block;color:var(--strong);font-size:14px;line-height:20px;font-weight:600}
label span{color:var(--quiet);font-weight:400}
input,textarea{display:block;width:100%;margin:6px 0 16px;padding:10px 13px;border:1px solid var(--edge);border-radius:8px;background:var(--field);color:var(--strong);font:inherit}
textarea{min-height:76px;resize:vertical}
button{min-height:46px;padding:10px 16px;border:1px solid var(--edge);border-radius:8px;background:transparent;color:var(--strong);font:inherit;font-size:15px;font-weight:600;line-height:22px;cursor:pointer}
button:hover{background:var(--soft)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
input:focus-visible,textarea:focus-visible{outline-offset:-1px;outline-width:2px}
.main{width:100%;min-height:52px;margin-top:4px;border-color:var(--accent);background:var(--accent);color:var(--accent-text);font-size:17px}
.main:hover{border-color:var(--accent-over);background:var(--accent-over)}
fieldset{margin:22px 0 0;padding:0;border:0;min-width:0}
legend{padding:0;margin-bottom:8px;color:var(--quiet);font-size:14px;line-height:20px}
.row{display:grid;grid-template-columns:1fr 1fr 1.5fr;gap:10px}
.end{display:flex;align-items:center;justify-content:space-between;gap:16px;margin-top:24px;padding-top:20px;border-top:1px solid var(--line);color:var(--quiet);font-size:14px;line-height:20px}
.end button{flex:none;border-color:var(--down);color:var(--down)}
.tail{height:30px}
footer{padding:18px 12px 0;color:var(--quiet);font-size:13px;line-height:20px;text-align:center}
@media (max-width:520px){body{padding:0 0 32px}main{border:0;border-radius:0}.head,form,.facts{padding-left:20px;padding-right:20px}
.why,.notice{margin-left:20px;margin-right:20px}.row{grid-template-columns:1fr 1fr}.row button:last-child{grid-column:1/-1}}
@media (prefers-color-scheme:dark){.end button{border-color:#f97066;color:#f97066}main{box-shadow:none}}
`;

/** Nothing is loaded, nothing runs, and nobody may frame it: a click must be meant. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
