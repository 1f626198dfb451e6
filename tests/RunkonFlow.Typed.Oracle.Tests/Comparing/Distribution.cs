using System.Globalization;
using RunkonFlow.Typed.Oracle.Tests.Programs;
using RunkonFlow.Typed.Oracle.Tests.Rendering;
using RunkonFlow.Typed.Oracle.Tests.Running;

namespace RunkonFlow.Typed.Oracle.Tests.Comparing;

/// <summary>
/// What a set of runs covered. A statement counts for its kind once it has run in some plan of its program; pairs of kinds count as
/// they stand in the programs.
/// </summary>
public sealed class Distribution
{
    private readonly HashSet<(string Program, int Statement)> _seen = [];
    private readonly Dictionary<StatementKind, int> _kinds = [];
    private readonly Dictionary<(StatementKind Parent, StatementKind Kind), int> _pairs = [];
    private readonly List<int> _calls = [];
    private readonly Dictionary<string, int> _depths = [];
    private readonly SortedDictionary<string, int> _ends = [];
    private readonly Lock _lock = new();
    private int _runs, _stepThrows, _segmentThrows, _witnesses, _cancelledInTry;

    public void Add(RenderedProgram program, World world, string end)
    {
        lock (_lock)
        {
            _runs++;
            var kind = string.Join(' ', end.Split(' ').Take(end[0] == 'f' ? 2 : 1));
            _ends[kind] = _ends.GetValueOrDefault(kind) + 1;
            _calls.Add(world.Operation + 1);
            if (world.StepFailures > 0) _stepThrows++;
            var uses = world.Hits.Keys.Select(h => program.Uses[h]).ToList();
            if (world.SegmentThrows > 0 || uses.Any(u => u.Kinds.Contains(StatementKind.Throw))) _segmentThrows++;
            if (uses.Any(u => u.IsWitness)) _witnesses++;
            if (world.CancelledAfterHit is { } hit && program.Uses[hit].IsInTry) _cancelledInTry++;
            if (!_depths.ContainsKey(program.Name)) CountPairs(program.Uses);
            _depths[program.Name] = Math.Max(_depths.GetValueOrDefault(program.Name), uses.Max(u => u.Depth));
            foreach (var (statement, use) in world.Hits.Keys.Select(h => (h, program.Uses[h])).Where(s => _seen.Add((program.Name, s.h)))) Count(use);
        }
    }

    public int MedianCalls => Median(_calls);

    public int MedianDepth => Median(_depths.Values);

    public double StepThrows => (double)_stepThrows / _runs;

    public double SegmentThrows => (double)_segmentThrows / _runs;

    public double Witnesses => (double)_witnesses / _runs;

    public double CancelledInTry => (double)_cancelledInTry / _runs;

    public int Of(StatementKind kind) => _kinds.GetValueOrDefault(kind);

    public int Of(StatementKind parent, StatementKind kind) => _pairs.GetValueOrDefault((parent, kind));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {_depths.Count} programs, {_runs} runs, {_calls.Sum()} durable calls
        median of durable calls {MedianCalls}, of depth {MedianDepth}
        runs: {StepThrows:P1} throw from a step, {SegmentThrows:P1} from a segment, {CancelledInTry:P1} are cancelled inside a try,
              {Witnesses:P1} read in a handler what was changed before an operation
        ends: {string.Join(", ", _ends.Select(e => $"{e.Key} {e.Value}"))}
        statements: {string.Join(", ", Enum.GetValues<StatementKind>().Select(k => $"{k} {Of(k)}"))}
        rarest pairs: {string.Join(", ", StatementKinds.PossiblePairs.OrderBy(p => Of(p.Parent, p.Kind)).Take(24).Select(p => $"{p.Kind} in {p.Parent} {Of(p.Parent, p.Kind)}"))}
        """);

    private void Count(StatementUse use)
    {
        foreach (var kind in use.Kinds) _kinds[kind] = Of(kind) + 1;
    }

    private void CountPairs(IEnumerable<StatementUse> uses)
    {
        foreach (var use in uses)
            if (use.Parent is { } parent)
                foreach (var kind in use.Kinds) _pairs[(parent, kind)] = Of(parent, kind) + 1;
    }

    private static int Median(IEnumerable<int> values) => values.Order().ElementAtOrDefault(values.Count() / 2);
}
