// Draws static/icons/*.png from icon.svg by Chromium; run by hand when the drawing changes. CHROMIUM_PATH names the browser.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const svg = readFileSync('static/icons/icon.svg', 'utf8');
const square = svg.replace('rx="96"', '');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || undefined,
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const [name, size, drawing, scale] of [
  ['icon-192', 192, svg, 1],
  ['icon-512', 512, svg, 1],
  // Launchers cut a maskable icon to a circle of four fifths: the drawing stays inside.
  ['icon-maskable-512', 512, square, 0.72],
]) {
  await page.setViewportSize({ width: size, height: size });
  const inner = size * scale;
  const background = scale === 1 ? 'transparent' : '#3a4a52';
  await page.setContent(
    `<style>body{margin:0;background:${background};display:grid;place-items:center;height:100vh}svg{width:${inner}px;height:${inner}px}</style>${drawing}`,
  );
  await page.screenshot({ path: `static/icons/${name}.png`, omitBackground: true });
}
await browser.close();
