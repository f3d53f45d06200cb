"""Goldens of tests/unit/detect: python -m venv /tmp/v && /tmp/v/bin/pip install scikit-learn && /tmp/v/bin/python scripts/goldens/detect.py

Independent implementations: scikit-learn (isolation forest, PCA, nearest neighbours), numpy (quantiles, regression) and
a plain transcription of the equations of Paparrizos et al. (PVLDB 15, 2022) for VUS-PR.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.ensemble._iforest import _average_path_length

OUT = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "detect"
rng = np.random.default_rng(7)


def write(name, content):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(content) + "\n")


def rounded(values, digits=9):
    return np.round(np.asarray(values, dtype=float), digits).tolist()


def correlated(rows, tags):
    mixing = rng.normal(size=(3, tags))
    return rng.normal(size=(rows, 3)) @ mixing + 0.3 * rng.normal(size=(rows, tags))


def isolation_forest():
    sizes = [1, 2, 3, 4, 10, 64, 255, 256, 1000, 100000]
    train = np.round(correlated(600, 5), 4)
    points = np.round(np.vstack([train[:20], 4 * rng.normal(size=(20, 5))]), 4)
    runs = []
    for seed in range(30):
        forest = IsolationForest(n_estimators=100, max_samples=256, random_state=seed).fit(train)
        runs.append(-forest.score_samples(points))
    runs = np.array(runs)
    write(
        "isolation-forest",
        {
            "sklearn": sklearn.__version__,
            "sizes": sizes,
            "averagePathLength": rounded(_average_path_length(np.array(sizes)), 12),
            "train": train.tolist(),
            "points": points.tolist(),
            "mean": rounded(runs.mean(axis=0)),
            "deviation": rounded(runs.std(axis=0, ddof=1)),
        },
    )


def pca():
    train = np.round(correlated(500, 6), 5)
    train -= np.round(train.mean(axis=0), 5)
    points = np.round(np.vstack([train[:5], 3 * rng.normal(size=(5, 6))]), 5)
    model = PCA(n_components=3).fit(train)
    scores = model.transform(points)
    t2 = (scores**2 / model.explained_variance_).sum(axis=1)
    q = ((points - model.inverse_transform(scores)) ** 2).sum(axis=1)
    ratio = PCA().fit(train).explained_variance_ratio_.cumsum()
    write(
        "pca",
        {
            "train": np.round(train, 5).tolist(),
            "points": points.tolist(),
            "components": 3,
            "variance": float((ratio[1] + ratio[2]) / 2),
            "explained": rounded(model.explained_variance_),
            "t2": rounded(t2),
            "q": rounded(q),
        },
    )


def regression():
    train = np.round(correlated(400, 4), 5)
    points = np.round(2 * rng.normal(size=(6, 4)), 5)
    ridge = 0.05
    centred = train - train.mean(axis=0)
    n = len(train)
    residuals = []
    for tag in range(4):
        others = [i for i in range(4) if i != tag]
        x, y = centred[:, others], centred[:, tag]
        gram = x.T @ x / (n - 1) + ridge * np.eye(3)
        weights = np.linalg.solve(gram, x.T @ y / (n - 1))
        residuals.append((points - train.mean(axis=0))[:, tag] - (points - train.mean(axis=0))[:, others] @ weights)
    write(
        "regression",
        {"ridge": ridge, "train": train.tolist(), "points": points.tolist(), "residuals": rounded(np.array(residuals).T)},
    )


def quantiles():
    values = np.round(rng.normal(size=41), 6)
    shares = [0, 0.01, 0.25, 0.333, 0.5, 0.9, 1]
    median = np.median(values)
    write(
        "quantiles",
        {
            "values": values.tolist(),
            "shares": shares,
            "quantiles": rounded(np.quantile(values, shares), 12),
            "median": float(median),
            "mad": float(np.round(np.median(np.abs(values - median)), 12)),
        },
    )


def segments(labels):
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (labels > 0).astype(int), [0]])))
    return list(zip(edges[::2], edges[1::2] - 1))


def range_average_precision(labels, scores, buffer):
    extended = labels.astype(float).copy()
    for first, last in segments(labels):
        for distance in range(1, buffer // 2 + 1):
            slope = np.sqrt(1 - distance / buffer)
            if last + distance < len(labels):
                extended[last + distance] += slope
            if first - distance >= 0:
                extended[first - distance] += slope
    extended = np.minimum(extended, 1)
    ranges = segments(extended)
    positives = (labels.sum() + extended.sum()) / 2
    ordered = np.sort(scores)[::-1]
    recalls, precisions = [0.0], [1.0]
    for place in np.linspace(0, len(scores) - 1, 250).astype(int):
        said = scores >= ordered[place]
        hit = (extended * said).sum()
        existing = np.mean([(extended[a : b + 1] * said[a : b + 1]).sum() > 0 for a, b in ranges])
        recalls.append(min(hit / positives, 1) * existing)
        precisions.append(hit / said.sum())
    recalls, precisions = np.array(recalls), np.array(precisions)
    return float(((recalls[1:] - recalls[:-1]) * (precisions[1:] + precisions[:-1]) / 2).sum())


def vus_pr():
    cases = []
    for length, ranges, buffer, noise in [(300, [(100, 140)], 40, 0.5), (500, [(30, 60), (200, 230), (480, 499)], 60, 1.0), (400, [(0, 20), (25, 40)], 30, 3.0)]:
        labels = np.zeros(length, dtype=int)
        for a, b in ranges:
            labels[a : b + 1] = 1
        scores = np.round(labels + noise * rng.normal(size=length), 5)
        value = np.mean([range_average_precision(labels, scores, each) for each in range(buffer + 1)])
        cases.append({"labels": labels.tolist(), "scores": scores.tolist(), "buffer": buffer, "vusPr": round(float(value), 10)})
    write("vus-pr", {"cases": cases})


isolation_forest()
pca()
regression()
quantiles()
vus_pr()
