import type { Team } from './game-table';

/** Lines that were won once, or nearly: played against every victim, whatever the depth. */
export const KNOWN_LINES: Record<Team, string[][]> = {
  dealer: [
    ['dealer begins the victim’s login', 'the setup link is opened', 'the old login comes'],
    ['dealer begins the victim’s login', 'the old login comes', 'the setup link is opened'],
    [
      'dealer makes a dealer',
      'a day goes by',
      'dealer moves the victim below shop1',
      'dealer asks for a phone',
    ].concat('shop1 decides: approval', 'a day goes by'),
    ['dealer takes a dealer’s record without a login', 'a day goes by', 'dealer asks for an address'].concat(
      'unclaimed decides: approval',
      'a day goes by',
    ),
    [
      'dealer makes a dealer',
      'a day goes by',
      'dealer moves the victim below shop1',
      'shop1 asks for a phone',
    ].concat('dealer decides: approval', 'a day goes by'),
    ['dealer asks for an address', 'the attackers answer: yes', 'a day goes by'],
    [
      'dealer begins the victim’s login',
      'the setup link is opened',
      'dealer asks for a phone',
      'the attackers answer: yes',
      'a day goes by',
      'the old login comes',
    ],
    ['dealer begins the victim’s login', 'the setup link is opened', 'dealer asks for a phone'].concat(
      'the old login comes',
      'the attackers answer: yes',
      'a day goes by',
    ),
    ['dealer asks for an address', 'a day goes by', 'the victim says: not me', 'dealer opens recovery again'],
  ],
  operator: [
    ['operator begins the victim’s login', 'the old login comes', 'the setup link is opened'],
    ['operator makes an operator', 'a day goes by', 'operator approves an operator'],
    ['operator makes an operator', 'a day goes by', 'operator asks for an address'].concat(
      'staff1 decides: approval',
      'a day goes by',
    ),
    ['operator makes a dealer', 'a day goes by', 'operator moves the victim below shop1'].concat(
      'operator asks for a phone',
      'shop1 decides: approval',
      'a day goes by',
    ),
  ],
};
