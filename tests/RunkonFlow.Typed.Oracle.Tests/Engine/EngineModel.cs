using System.Collections.Immutable;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>
/// Executes a program as the language's description says it, one strand after another: what each step is asked, the rows, and
/// how the run ends. It knows no engine, no store and no time.
/// </summary>
public sealed partial class EngineModel(EngineProgram program, EnginePlan plan, int number)
{
    private readonly List<(string At, string Call)> _calls = [];

    public IReadOnlyList<(string At, string Call)> Calls => _calls;

    /// <summary>The root run's rows: how the last attempt at each operation ended; null where it depends on who was faster.</summary>
    public Dictionary<(string Node, string Path), StepStatus?> Rows { get; } = [];

    /// <summary>Where the run could be cancelled.</summary>
    public List<CancelPlace> Places { get; } = [];

    /// <summary>What was executed, for the distribution.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Messages taken, by name.</summary>
    public int[] Taken { get; } = new int[EnginePlan.Names];

    public string End { get; private set; } = "";

    public static EngineModel Of(EngineProgram program, EnginePlan plan, int number)
    {
        var model = new EngineModel(program, plan, number);
        model.Execute();
        return model;
    }

    private void Execute()
    {
        var strand = new ModelStrand($"#{number}", plan.Value(0, "input"), "", "", new(isRoot: true));
        try
        {
            Execute(program.Flow, strand);
            End = $"returned {strand.X}";
        }
        catch (ModelException failure)
        {
            Undo(strand.Scope);
            End = failure.Kind == FailureKind.Cancel ? "cancelled: planned" : $"failed {failure}";
        }
        Seen.Add($"end {End.Split(' ')[0].TrimEnd(':')}");
    }

    private void Execute(ImmutableArray<Act> block, ModelStrand strand)
    {
        foreach (var act in block) Execute(act, strand);
    }

    private void Execute(Act act, ModelStrand strand)
    {
        switch (act)
        {
            case Call call:
                var value = Execute(call, strand, strand.At, $"s{call.Site}");
                if (call.Kind is not (CallKind.ShortTimer or CallKind.LongTimer)) strand.X = Fold.Into(strand.X, value);
                break;
            case Group group:
                Execute(group, strand);
                break;
            case Items items:
                Execute(items, strand);
                break;
            case Choice choice:
                Execute(strand.X % choice.Divisor == 0 ? choice.Then : choice.Else, strand);
                break;
            case Rounds rounds:
                var (at, path) = (strand.At, strand.Path);
                for (var i = 0; i < rounds.Count; i++)
                {
                    (strand.At, strand.Path) = ($"{at}.{i}", path.Length == 0 ? $"{i}" : $"{path}/{i}");
                    Execute(rounds.Body, strand);
                    (strand.At, strand.Path) = (at, path);
                }
                break;
            case Guard guard:
                Execute(guard, strand);
                break;
            case Fault fault when strand.X % fault.Divisor == 0:
                Seen.Add("fault");
                throw new ModelException(FailureKind.Fault, typeof(InvalidOperationException).FullName!, $"fault {fault.Site} {strand.X}");
        }
    }

    private void Execute(Guard guard, ModelStrand strand)
    {
        var (at, path) = (strand.At, strand.Path);
        try
        {
            try
            {
                Execute(guard.Body, strand);
            }
            catch (ModelException failure) when (guard.Catch is not null && failure.Kind == FailureKind.Step)
            {
                (strand.At, strand.Path) = (at, path);
                Seen.Add("caught");
                strand.X = Fold.Into(strand.X, Fold.Of(failure.StepId), failure.Attempts, Fold.Of(failure.Type), Fold.Of(failure.Message), failure.Others);
                Execute(guard.Catch.Value, strand);
            }
        }
        finally
        {
            (strand.At, strand.Path) = (at, path);
            if (guard.Finally is { } final)
            {
                var wasInFinalizer = strand.IsInFinalizer;
                strand.IsInFinalizer = true;
                Execute(final, strand);
                strand.IsInFinalizer = wasInFinalizer;
            }
        }
    }

    private void Undo(ModelScope scope)
    {
        while (scope.Bookings.TryPop(out var booked))
        {
            Seen.Add("undone");
            _calls.Add((EngineWorld.UndoStrand(booked.At), $"unbook {booked.Site} {booked.Value}"));
        }
    }

    private void Row(ModelStrand strand, string id, StepStatus? status)
    {
        if (strand.Scope.IsRoot && strand.Group?.EndsWith('i') != true) Rows[($"{strand.Prefix}{id}", strand.Path)] = status;
    }
}
