/** The page with Tallinn and Tokyo side by side: two consoles in frames, and above them what is being played. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Three } from './demo-play.ts';
import type { StepResult } from './steps.ts';

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

export class SideBySide {
  readonly #server: Server;
  readonly #results: StepResult[] = [];
  #three: Three | undefined;
  #now = 'getting ready';

  private constructor() {
    this.#server = createServer((request, response) => {
      // Another site's page must not read it through a name that leads here.
      if (!/^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return void response.writeHead(403).end();
      if (request.url === '/steps')
        return void response
          .writeHead(200, { ...HEADERS, 'content-type': 'application/json' })
          .end(JSON.stringify(this.#state()));
      if (request.url === '/page.js')
        return void response.writeHead(200, { ...HEADERS, 'content-type': 'text/javascript' }).end(SCRIPT);
      if (request.url === '/page.css')
        return void response.writeHead(200, { ...HEADERS, 'content-type': 'text/css' }).end(STYLE);
      response
        .writeHead(200, {
          ...HEADERS,
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'self'; frame-src http://127.0.0.1:*",
        })
        .end(PAGE);
    });
  }

  static async listen(port: number): Promise<SideBySide> {
    const page = new SideBySide();
    await new Promise<void>((resolve, reject) => {
      page.#server.once('error', reject);
      page.#server.listen(port, '127.0.0.1', resolve);
    });
    return page;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  show(three: Three): void {
    this.#three = three;
  }

  begins(step: string): void {
    this.#now = step;
  }

  ended(result: StepResult): void {
    this.#results.push(result);
    this.#now = '';
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #state() {
    return {
      now: this.#now,
      tallinn: this.#three?.ee.url ?? '',
      tokyo: this.#three?.jp.url ?? '',
      results: this.#results,
    };
  }
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Merivaht: Tallinn and Tokyo</title>
<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head>
<body><header><strong>RECONSTRUCTION</strong><span id="now">getting ready</span><details><summary id="count">0 steps</summary><ol id="steps"></ol></details></header>
<main><section><h2>Tallinn</h2><iframe id="tallinn" title="Console of Tallinn"></iframe></section>
<section><h2>Tokyo</h2><iframe id="tokyo" title="Console of Tokyo"></iframe></section></main></body></html>`;

const STYLE = `html,body{margin:0;height:100%;background:#0b1220;color:#dbe4f0;font:15px system-ui,sans-serif}
body{display:flex;flex-direction:column}header{display:flex;gap:1rem;align-items:center;padding:.5rem 1rem}
header strong{background:#7a4b00;color:#fff;padding:.15rem .5rem}#now{flex:1}details{position:relative}
details ol{position:absolute;right:0;z-index:1;width:34rem;max-height:70vh;overflow:auto;background:#131d31;padding:1rem 1rem 1rem 2.5rem;margin:0}
.not{color:#ff9d8a}main{flex:1;display:grid;grid-template-columns:1fr 1fr;gap:4px}section{display:flex;flex-direction:column}
h2{margin:0;padding:.3rem 1rem;font-size:1rem;background:#131d31}iframe{flex:1;border:0;width:100%}
@media(max-width:1100px){main{grid-template-columns:1fr;grid-auto-rows:80vh}}`;

const SCRIPT = `const at=(id)=>document.getElementById(id);
async function look(){try{const s=await (await fetch('/steps')).json();
for(const id of ['tallinn','tokyo'])if(s[id]&&at(id).src!==s[id]+'/')at(id).src=s[id]+'/';
at('now').textContent=s.now||'all played: the nodes go on';at('count').textContent=s.results.filter(r=>r.ok).length+' of '+s.results.length+' steps held';
at('steps').replaceChildren(...s.results.map(r=>{const li=document.createElement('li');li.textContent=(r.ok?'':'NOT: ')+r.step+' ('+r.ms+' ms)'+(r.failed?': '+r.failed:'');if(!r.ok)li.className='not';return li}));
}catch{at('now').textContent='the demonstration has stopped'}setTimeout(look,1000)}look();`;
