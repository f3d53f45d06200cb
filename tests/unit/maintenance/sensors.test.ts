import { describe, expect, it } from 'vitest';
import { findSensors, type SensorTag } from '$lib/maintenance/sensors';
import { sensorReadings } from '$lib/maintenance/instruments';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';

const context = { ...USUAL_CONDITIONS, molarMass: null };
const tag = (header: string, unit = ''): SensorTag => ({ tag: header, header, unit, kind: 'number' });
const find = (tags: SensorTag[], mapping: Record<string, string> = {}, chosen: Record<string, string> = {}) =>
  findSensors(tags, (canonical) => mapping[canonical] ?? null, context, chosen);
const nameOf = (sensors: ReturnType<typeof find>, name: string) =>
  sensors.found.find((one) => one.name === name)?.tag.header;

describe('sensors', () => {
  it('without a canonical tag are found by the words of their names, in German too', () => {
    const sensors = find([
      tag('Verdichter Lager Temp', 'degC'),
      tag('Geblaese Lager Temp', 'degC'),
      tag('Gebläse Vibration'),
      tag('Aussentemperatur', 'degC'),
      tag('comp_vibration_nde'),
      tag('comp_vibration_de'),
      tag('Ansaugfilter Differenzdruck', 'mbar'),
    ]);
    expect(nameOf(sensors, 'bearingDrive')).toBe('Verdichter Lager Temp');
    expect(nameOf(sensors, 'blowerVibration')).toBe('Gebläse Vibration');
    expect(nameOf(sensors, 'ambient')).toBe('Aussentemperatur');
    expect(nameOf(sensors, 'vibrationDrive')).toBe('comp_vibration_de');
    expect(nameOf(sensors, 'vibrationFree')).toBe('comp_vibration_nde');
    expect(nameOf(sensors, 'inletFilterDrop')).toBe('Ansaugfilter Differenzdruck');
  });

  it('are read in SI', () => {
    const sensors = find([tag('oil', 'degF'), tag('drop', 'psi')], {
      'compressor.oil_temperature': 'oil',
      'compressor.oil_filter_dp': 'drop',
    });
    const linear = (name: string) => sensors.found.find((one) => one.name === name)?.toSi;
    expect(
      212 * (linear('oilTemperature')?.scale ?? 0) + (linear('oilTemperature')?.offset ?? 0),
    ).toBeCloseTo(373.15);
    expect(linear('oilFilterDrop')).toMatchObject({ scale: expect.closeTo(6894.757, 2), offset: 0 });
  });

  it('that a person chose go before those found, and what is missing says why', () => {
    const sensors = find(
      [tag('ambient a'), tag('b'), tag('x', 'kW')],
      { 'compressor.oil_temperature': 'x' },
      { ambient: 'b' },
    );
    expect(nameOf(sensors, 'ambient')).toBe('b');
    expect(sensors.missing.find(({ name }) => name === 'oilTemperature')?.why).toBe('unit unknown');
    expect(sensors.missing.find(({ name }) => name === 'oilFilterDrop')?.why).toBe('not mapped');
    expect(sensors.missing.find(({ name }) => name === 'slide')?.why).toBe('not found by name');
  });
});

describe('instruments', () => {
  const hours = 48;
  const read = (values: (at: number) => number, spread: number) => {
    const mean = Float64Array.from({ length: hours }, (_, at) => values(at));
    const sensors = find([tag('oil')], { 'compressor.oil_temperature': 'oil' }).found;
    const table = {
      timesMs: Float64Array.from({ length: hours }, (_, at) => at * 3_600_000),
      bucketMs: 3_600_000,
      mean: { oilTemperature: mean },
      min: { oilTemperature: mean.map((value) => value - spread) },
      max: { oilTemperature: mean.map((value) => value + spread) },
    };
    return sensorReadings(table, sensors, new Uint8Array(hours).fill(1), hours * 3_600_000)[0];
  };
  it('lose health by missing and by stuck hours of the last day', () => {
    expect(read((at) => at, 1)).toMatchObject({ missing: 0, stuckHours: 0, health: 100 });
    expect(read((at) => (at >= 36 ? NaN : at), 1)).toMatchObject({ missing: 0.5, health: 50 });
    expect(read((at) => (at >= 40 ? 7 : at), 0)).toMatchObject({ stuckHours: 8, health: 67 });
    expect(read(() => 7, 1)).toMatchObject({ stuckHours: 0 });
  });
});
