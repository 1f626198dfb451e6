using System.Text.RegularExpressions;
using RunkonFlow.Typed.Oracle.Tests.Compiling;
using RunkonFlow.Typed.Oracle.Tests.Rendering;
using RunkonFlow.Typed.Oracle.Tests.Running;

namespace RunkonFlow.Typed.Oracle.Tests.Comparing;

/// <summary>Runs one program under several plans, as its reference and as its machine, and compares what both did.</summary>
public sealed partial class Comparison(LoadedPrograms loaded, Distribution? distribution = null)
{
    /// <summary>How often attempts fail, plan by plan.</summary>
    private static readonly int[] FailsInHundred = [3, 14, 16, 20, 24, 28];

    /// <summary>The first difference between the reference and the machine, resumed at every transition and kept hot; or null.</summary>
    public async Task<Difference?> OfMachineAsync(RenderedProgram program, int seed)
    {
        if (loaded.MachineOf(program) is not { } machine) return new(program, null, "a machine", $"none was generated. {loaded.MessagesOf(program)}", [], []);
        foreach (var (plan, a, b) in await PlansAsync(program, seed))
        {
            var reference = new World(plan);
            var expected = await ReferenceAsync(program, reference, a, b);
            distribution?.Add(program, reference, expected);
            foreach (var isHot in (bool[])[false, true])
            {
                var world = new World(plan);
                var host = new MachineHost(machine, world, () => loaded.CreateWorkflow(program, world), isHot);
                var actual = await EndOf(() => host.RunAsync(a, b));
                if (actual != expected || !world.Trace.SequenceEqual(reference.Trace))
                    return new(program, plan, expected, actual, reference.Trace, world.Trace) { IsHot = isHot };
            }
        }
        return null;
    }

    /// <summary>
    /// The same for the flow run as the C# that it is, where the language says that this is equal: no cancellation, no
    /// bound reached, and nothing of ids and rounds. For programs that need no engine.
    /// </summary>
    public async Task<Difference?> OfInlineAsync(RenderedProgram program, int seed)
    {
        foreach (var (plan, a, b) in (await PlansAsync(program, seed)).Where(p => p.Plan.CancelAt is null))
        {
            var (reference, world) = (new World(plan), new World(plan) { IsInline = true });
            var expected = await ReferenceAsync(program, reference, a, b);
            distribution?.Add(program, reference, expected);
            // Plain C# bounds nothing; the failure itself may have been replaced by a finalizer's.
            if (reference.ReachedLoopBound) continue;
            var flow = loaded.CreateWorkflow(program, world);
            var run = flow.GetType().GetMethod("RunAsync")!;
            var actual = await EndOf(async () =>
            {
                try
                {
                    return $"returned {await (Task<int>)run.Invoke(flow, [a, b, CancellationToken.None])!}";
                }
                catch (Exception e) when (e is not EndlessProgramException)
                {
                    return $"failed {world.Describe(e)}";
                }
            });
            if (Shared(actual) != Shared(expected) || !Calls(world).SequenceEqual(Calls(reference)))
                return new(program, plan, expected, actual, reference.Trace, world.Trace);
        }
        return null;
    }

    /// <summary>The first plan of a program shows how many operations it has, so that cancels hit some of them.</summary>
    private async Task<List<(Plan Plan, int A, int B)>> PlansAsync(RenderedProgram program, int seed)
    {
        var plans = new List<(Plan, int, int)>();
        for (var i = 0; i < FailsInHundred.Length; i++)
        {
            var plan = new Plan((seed * 131) + i, null, FailsInHundred[i]);
            var (a, b) = (i % 5, (seed + i) % 4);
            if (i % 3 == 2)
            {
                var world = new World(plan);
                await ReferenceAsync(program, world, a, b);
                // In the second half of its operations, so that cancelled runs have some behind them too.
                var operations = Math.Max(1, world.Operation + 1);
                plan = plan with { CancelAt = operations - 1 - ((seed + i) % ((operations + 1) / 2)) };
            }
            plans.Add((plan, a, b));
        }
        return plans;
    }

    private async Task<string> ReferenceAsync(RenderedProgram program, World world, int a, int b) => await EndOf(async () =>
    {
        try
        {
            return $"returned {await loaded.CreateReference(program, world).RunAsync("", "", a, b)}";
        }
        catch (Exception e) when (e is not EndlessProgramException)
        {
            return $"failed {world.Describe(e)}{(world.FinalizerError is { } error ? $", finalizer failed: {error}" : "")}";
        }
    });

    private static async Task<string> EndOf(Func<Task<string>> run)
    {
        try
        {
            // A loop's id is the generator's choice; that it is named is tested elsewhere.
            return LoopName().Replace(await run(), "Loop");
        }
        catch (Exception e)
        {
            return $"broke with {e.GetType().Name}: {e.Message} {e.StackTrace}";
        }
    }

    private static string Shared(string end) => Earlier().Replace(NodeName().Replace(end, ""), "");

    private static IEnumerable<string> Calls(World world) => world.Trace.Where(t => !t.Contains(" @ ", StringComparison.Ordinal));

    [GeneratedRegex("Loop '[^']*'")]
    private static partial Regex LoopName();

    [GeneratedRegex(" at [a-z0-9/-]+ after [0-9]+")]
    private static partial Regex NodeName();

    [GeneratedRegex(", earlier .*$")]
    private static partial Regex Earlier();
}
