namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>
/// Every order in which claims, commits, signals, decisions, recoveries, crashes, lost requests and replies, and a clone can
/// happen to two runs and two workers, within bounds: first over a model of the protocol, then over the in-memory store.
/// </summary>
public sealed class ProtocolTests(ITestOutputHelper output)
{
    // Everything at once is five million states, a minute or two: asked for by PROTOCOL_BOUNDS=all.
    private static readonly ProtocolBounds s_everything = new(Generations: 2, Commits: 1, Signals: 1, Losses: 1, Crashes: 1, Clones: 1);
    private static readonly ProtocolBounds s_losses = s_everything with { Crashes = 0, Clones = 0 };
    private static readonly ProtocolBounds s_calm = s_losses with { Signals = 0, Losses = 0 };
    private static readonly ProtocolBounds s_long = s_everything with { Generations = 6, Commits = 4, Signals = 3, Losses = 4 };

    public static TheoryData<string> Faults => [.. Enum.GetNames<ProtocolFault>().Where(name => name != nameof(ProtocolFault.None))];

    private static bool IsEverythingAsked => Environment.GetEnvironmentVariable("PROTOCOL_BOUNDS") == "all";

    [Fact]
    public void No_wake_up_is_lost_no_run_owned_twice_and_no_stale_write_accepted()
    {
        var bounds = IsEverythingAsked ? s_everything : s_losses;
        var explorer = new ProtocolExplorer(new ProtocolModel(bounds));

        var wrong = explorer.Explore(bounds);

        output.WriteLine($"{explorer.StateCount} states, {explorer.StepCount} steps");
        Assert.True(wrong is null, wrong);
        Assert.True(explorer.StateCount > 500_000);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_found(string fault)
    {
        var explorer = new ProtocolExplorer(new ProtocolModel(s_everything, Enum.Parse<ProtocolFault>(fault)));

        var wrong = explorer.Explore(s_everything);

        Assert.NotNull(wrong);
        output.WriteLine(wrong);
    }

    [Fact]
    public async Task The_in_memory_store_answers_as_the_model_in_every_state()
    {
        var bounds = IsEverythingAsked ? s_losses : s_calm;
        var coverage = new StoreCoverage(new ProtocolModel(bounds), bounds);

        var difference = await coverage.DifferenceAsync();

        output.WriteLine($"{coverage.StepCount} steps");
        Assert.True(difference is null, difference);
    }

    [Fact]
    public async Task The_in_memory_store_answers_as_the_model_on_random_ways()
    {
        var walk = new StoreWalk(new ProtocolModel(s_long), s_long, Environment.TickCount);

        var difference = await walk.DifferenceAsync(ways: 10_000);

        output.WriteLine($"{walk.StepCount} steps");
        Assert.True(difference is null, difference);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_store_that_differs_from_the_model_is_found(string fault)
    {
        var walk = new StoreWalk(new ProtocolModel(s_long, Enum.Parse<ProtocolFault>(fault)), s_long, Environment.TickCount);

        var difference = await walk.DifferenceAsync(ways: 10_000);

        Assert.NotNull(difference);
    }
}
