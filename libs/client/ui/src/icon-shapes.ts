const CIRCLE = 'M21 12a9 9 0 1 1-18 0a9 9 0 1 1 18 0z';

/** Icons as paths on a grid of 24, drawn with a line width of 2. */
export const ICONS = {
  alert: ['M12 3.5L22 20.5H2z', 'M12 10v5M12 17.6v.2'],
  arrow: ['M3 12h17M13.5 5.5L20 12l-6.5 6.5'],
  box: ['M3.5 7.5L12 3l8.5 4.5v9L12 21l-8.5-4.5zM3.5 7.5L12 12l8.5-4.5M12 12v9'],
  check: ['M4 12.5l5 5L20 6.5'],
  clock: [CIRCLE, 'M12 6.5V12l4 2.5'],
  close: ['M5 5l14 14M19 5L5 19'],
  copy: [
    'M9.5 8h9a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 8 19.5v-10A1.5 1.5 0 0 1 9.5 8z',
    'M16 8V3H4v13h4',
  ],
  down: ['M5 9l7 7 7-7'],
  download: ['M12 3v12M7 10.5l5 5 5-5M4 20.5h16'],
  error: ['M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2z', 'M12 7.5v6M12 16.4v.2'],
  file: ['M5 3h9l5 5v13H5zM14 3v5h5M8.5 13h7M8.5 17h7'],
  home: ['M4 11l8-7 8 7v9h-5v-6H9v6H4z'],
  info: [CIRCLE, 'M12 11v6M12 7.2v.3'],
  layers: ['M12 3l9 5-9 5-9-5z', 'M3 12.5l9 5 9-5M3 16.8l9 5 9-5'],
  logout: ['M10 4H4v16h6M9.5 12H21M16.5 7.5L21 12l-4.5 4.5'],
  mail: [
    'M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5z',
    'M3.5 7l8.5 6 8.5-6',
  ],
  mailFailed: ['M12.5 19H3V5h18v8', 'M3.5 7l8.5 6 8.5-6M16 16l5 5M21 16l-5 5'],
  menu: ['M4 6.5h16M4 12h16M4 17.5h16'],
  mobile: ['M8.5 2.5h7a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2z', 'M11 18.3h2'],
  next: ['M9 5l7 7-7 7'],
  none: [
    'M12 3a9 9 0 0 1 3.4.7M18.4 5.6a9 9 0 0 1 2 3M21 12a9 9 0 0 1-.7 3.4M18.4 18.4a9 9 0 0 1-3 2M12 21a9 9 0 0 1-3.4-.7M5.6 18.4a9 9 0 0 1-2-3M3 12a9 9 0 0 1 .7-3.4M5.6 5.6a9 9 0 0 1 3-2',
  ],
  ok: [CIRCLE, 'M7.5 12.5l3 3 6-6.5'],
  pc: ['M4 4h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z', 'M8 20.5h8M12 16v4'],
  phone: ['M5 3h4l2 5-2.5 1.5a12 12 0 006 6L16 13l5 2v4a2 2 0 01-2 2A16 16 0 013 5a2 2 0 012-2z'],
  print: ['M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z'],
  search: ['M17 10.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 1 1 13 0z', 'M15.5 15.5L21 21'],
  sms: ['M4 4h16v12H11l-5 4v-4H4z', 'M8 10h.01M12 10h.01M16 10h.01'],
  stop: [CIRCLE, 'M5.8 5.8l12.4 12.4'],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof ICONS;
