import { describe, expect, it } from 'vitest';
import { GAS_PROFILES } from '$lib/plant/gas-limits-profiles';
import { NORMAL, STANDARD } from '$lib/plant/units-conditions';
import { unitChoice, unitConditions } from '$lib/state/settings-conditions';
import { exportSettings, importSettings, SettingsFileError } from '$lib/state/settings-file';
import { DEFAULT_PERSON, DEFAULT_PLANT } from '$lib/store/person-settings';

const person = {
  ...DEFAULT_PERSON,
  system: 'SI' as const,
  units: { pressure: 'bar(a)' },
  locale: 'de-DE',
  gasProfiles: [...GAS_PROFILES],
};
const plant = {
  ...DEFAULT_PLANT,
  zone: 'Europe/Berlin',
  atmosphereKPa: 95.5,
  streamRoles: { inlet: 'feed' as const },
  streamProfiles: { inlet: 'raw-biogas' },
};

describe('settings in a file', () => {
  it('come back as they were', () => {
    expect(importSettings(exportSettings(person, plant))).toEqual({ person, plant });
    expect(importSettings(exportSettings(person, null)).plant).toBeNull();
  });

  it('fall back to the usual where they do not fit', () => {
    const text = JSON.stringify({
      kind: 'biogas-analytics settings',
      person: {
        system: 'imperial',
        units: { pressure: 'furlong', temperature: 'degC' },
        gasProfiles: [{ id: 1 }],
      },
      plant: { zone: 'Mars/Olympus', atmosphereKPa: 0, streamRoles: { a: 'feed', b: 'boss' }, scfPsia: 15 },
    });
    expect(importSettings(text)).toEqual({
      person: { ...DEFAULT_PERSON, units: { temperature: 'degC' } },
      plant: { ...DEFAULT_PLANT, streamRoles: { a: 'feed' } },
    });
  });

  it.each(['', '[]', '{"kind":"other"}', '{"kind":"biogas-analytics settings"}'])(
    'are refused in %j',
    (text) => {
      expect(() => importSettings(text)).toThrow(SettingsFileError);
    },
  );
});

describe('what holds for a plant', () => {
  it('goes before what holds for all', () => {
    expect(unitChoice(person, plant)).toEqual({ system: 'SI', units: { pressure: 'bar(a)' } });
    expect(unitChoice(person, { ...plant, units: { pressure: 'psi(a)' } }).units.pressure).toBe('psi(a)');
    expect(unitChoice(person, { ...plant, system: 'US' })).toEqual({ system: 'US', units: {} });
  });

  it('says what its units stand for', () => {
    expect(unitConditions({ ...plant, plainGas: 'standard' }, NORMAL)).toMatchObject({
      atmospherePascal: 95_500,
      plainGas: STANDARD,
      metering: NORMAL,
    });
  });
});
