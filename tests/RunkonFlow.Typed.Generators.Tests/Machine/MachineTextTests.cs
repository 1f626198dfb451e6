using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>How a machine reads in a release build.</summary>
public sealed class MachineTextTests
{
    [Fact]
    public void A_loop_inside_a_try() => Snapshot.Match(MachineOf("""
        using RunkonFlow.Typed;

        namespace Shop;

        [Workflow("parcels", Version = 1)]
        public sealed partial class Parcels
        {
            [Flow]
            public async Task<int> RunAsync(int count, CancellationToken ct = default)
            {
                var hold = await HoldAsync(count, ct);
                var sent = 0;
                try
                {
                    for (var i = 0; i < count; i++)
                    {
                        if (i == hold) continue; // not this one
                        sent += i;
                        await SendAsync(i, sent * 2);
                    }
                }
                catch (StepFailedException e) when (e.Attempts > 1)
                {
                    return -sent;
                }
                finally
                {
                    await ReleaseAsync(hold);
                }
                return sent;
            }

            [Step, Retry(MaxAttempts = 3)] private async Task<int> HoldAsync(int count, CancellationToken ct = default) { await Task.Yield(); return count / 2; }
            [Step(Timeout = "30s")] private ValueTask SendAsync(int parcel, int weight, CancellationToken ct = default, StepContext step = default) => default;
            [Step] private Task ReleaseAsync(int hold) => Task.CompletedTask;
        }
        """));

    [Fact]
    public void Branches_and_items() => Snapshot.Match(MachineOf("""
        using RunkonFlow.Typed;

        namespace Shop;

        [Workflow("parcels", Version = 1)]
        public sealed partial class Parcels
        {
            [Flow]
            public async Task<int> RunAsync(int count, CancellationToken ct = default)
            {
                var (weight, label) = await Flow.Parallel(WeighAsync(count * 2, ct), count > 1 ? LabelAsync(count) : Flow.Skip<string>());
                var sent = await Flow.ForEach(Enumerable.Range(0, count), i => SendAsync(i, label, ct), new() { MaxParallel = 4 }, ct);
                return weight + sent.Results.Sum();
            }

            [Step] private async Task<int> WeighAsync(int count, CancellationToken ct = default) { await Task.Yield(); return count; }
            [Step] private ValueTask<string> LabelAsync(int count) => new($"{count}");
            [Step] private ValueTask<int> SendAsync(int parcel, string? label, CancellationToken ct = default) => new(parcel);
        }
        """));

    private static string MachineOf(string source)
    {
        var compilation = Compilations.Create(source);
        GeneratorHarness.Start(compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release)), out var outcome);
        Assert.DoesNotContain(outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity >= DiagnosticSeverity.Warning);
        return outcome.Machine;
    }
}
