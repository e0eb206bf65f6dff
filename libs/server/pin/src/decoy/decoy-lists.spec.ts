import { destinationsOf, inOrder, maskContact, phoneKind, waysOf } from '@daiko/server-customer';
import { figure, IS_LONG } from '@daiko/server-testing';
import { describe, expect, it } from 'vitest';
import { telling, type Case } from '../../test/decoy-classifier';
import { People, POPULATIONS, type Person } from '../../test/decoy-population';
import { wordsOf } from '../../test/decoy-words';
import type { ContactStatistics } from './contact-statistics';
import { ContactCounter } from './count-contacts';
import { DecoyContacts } from './decoy-contacts';
import { SeededDraw } from './seeded-draw';

/** Customers on file, whose lists are the real ones. */
const ON_FILE = 5_000;
/** Real lists, and as many decoys. */
const LISTS = IS_LONG ? 1_000 : 250;
/** Three standard errors, √(1 / 6n), of 1,000; four and a half of 250: a quick run must not be red by chance. */
const TOLERANCE = IS_LONG ? 0.04 : 0.12;
const FLOWS = ['login ID', 'password'] as const;

/** What is shown to somebody who types the person's お客様ID or address, and a phone, where the two belong to nobody. */
function decoyOf(statistics: ContactStatistics, flow: (typeof FLOWS)[number], person: Person): string[] {
  const phones = person.contacts.filter(({ kind }) => kind !== 'email');
  const { value } = phones[Math.floor(Number(person.customerId) / 2) % phones.length]!;
  const kind = phoneKind(value);
  const typed = {
    phone: { kind, mask: maskContact({ kind, value }) },
    mail: flow === 'password' ? maskContact({ kind: 'email', value: person.loginId }) : null,
  };
  const draw = new SeededDraw(Buffer.from(`${flow} ${person.customerId}`));
  const contacts = new DecoyContacts(statistics, draw, typed).list();
  return contacts.flatMap((contact) => waysOf(contact.kind, contact.mask)).map(({ label }) => label);
}

function realOf({ contacts }: Person): string[] {
  const listed = contacts.map((contact, index) => ({ id: String(index), ...contact }));
  return inOrder(listed)
    .flatMap(destinationsOf)
    .map(({ label }) => label);
}

describe.each(POPULATIONS)('lists of $name', { timeout: 120_000 }, (population) => {
  const people = new People(population, new SeededDraw(Buffer.from(population.name)), 30_000_000);
  const onFile = Array.from({ length: ON_FILE }, () => people.one());
  const counter = new ContactCounter();
  for (const { loginId, contacts } of onFile) counter.add({ loginId, contacts: inOrder(contacts) });
  const statistics = counter.result();

  it.each(FLOWS)('are not told from decoys at the reset of a %s', (flow) => {
    const cases: Case[] = onFile.slice(0, LISTS).flatMap((person) => [
      { words: wordsOf(realOf(person)), isReal: true },
      { words: wordsOf(decoyOf(statistics, flow, people.one())), isReal: false },
    ]);
    const area = telling(cases);
    figure(
      'S4',
      `AUC of a classifier over ${String(LISTS)} + ${String(LISTS)} lists, ${population.name}, ${flow}`,
      `0.50 ± ${TOLERANCE.toFixed(2)}`,
      area.toFixed(3),
    );
    expect(Math.abs(area - 0.5)).toBeLessThanOrEqual(TOLERANCE);
  });
});
