import { expect, test } from './fixture/test';

/** So many stops of Tab are looked at on a page. */
const STOPS = 60;

test.describe('Every page', () => {
  test.beforeEach(async ({ login, person }) => {
    await login.open();
    await login.signIn(person);
  });

  // Screen specification S-06: on the way up, fixed bars lie over what comes in from above.
  test('covers nothing that has the focus, whichever way one goes', async ({ page }) => {
    for (const address of ['/announcements/2026-login', '/mypage', '/help']) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const key of ['Tab', 'Shift+Tab']) {
        const covered: string[] = [];
        for (let stop = 0; stop < STOPS; stop++) {
          await page.keyboard.press(key);
          covered.push(...(await page.evaluate(coveredFocus)));
        }
        expect(covered, `${address}, ${key}`).toEqual([]);
      }
    }
  });

  // S-03
  test('shows the focus with a ring of two colours that stand out from each other', async ({ page }) => {
    await page.goto('/mypage/credential');
    await page.getByRole('main').getByRole('link').first().waitFor();
    const rings = new Set<string>();
    for (let stop = 0; stop < STOPS; stop++) {
      await page.keyboard.press('Tab');
      rings.add(await page.evaluate(ringOfFocus));
    }
    rings.delete('');
    expect([...rings]).toEqual(['solid rgb(0, 0, 0) 4px, rgb(255, 212, 61)']);
  });

  // S-04
  test('tells the main button from the others by its shape', async ({ page, inquiry }) => {
    const reset = await inquiry.open('パスワードのリセット');
    const looks = (className: string) =>
      page.locator(`.button--${className}`).filter({ visible: true }).first().evaluate(lookOf);
    await expect(reset.confirm).toHaveClass(/button--(primary|secondary)/);
    const [main, other] = [await looks('primary'), await looks('secondary')];
    expect(main.isFilled).toBe(true);
    expect(other).toEqual({ isFilled: false, isOutlined: true });
  });
});

/** Runs in the page. @returns what has the focus, where something else lies over its middle */
function coveredFocus(): string[] {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return [];
  const { left, top, width, height } = focused.getBoundingClientRect();
  if (width <= 1 || height <= 1) return []; // the box of a radio button that its label draws
  const middle = document.elementFromPoint(left + Math.min(width / 2, 20), top + Math.min(height / 2, 20));
  const isSeen = middle !== null && (focused.contains(middle) || middle.contains(focused));
  return isSeen ? [] : [focused.outerHTML.slice(0, 120)];
}

/** Runs in the page. @returns the outline of what has the focus, and the colour around or below it */
function ringOfFocus(): string {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || focused.closest('main') === null) return '';
  const { outlineStyle, outlineColor, outlineWidth, boxShadow } = getComputedStyle(focused);
  return `${outlineStyle} ${outlineColor} ${outlineWidth}, ${/rgb\([^)]+\)/.exec(boxShadow)?.[0] ?? ''}`;
}

/** Runs in the page. */
function lookOf(button: Element): { isFilled: boolean; isOutlined: boolean } {
  const page = getComputedStyle(document.body).backgroundColor;
  const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(button);
  const isClear = ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)', page].includes(backgroundColor);
  return { isFilled: !isClear, isOutlined: borderTopWidth !== '0px' && borderTopColor !== backgroundColor };
}
