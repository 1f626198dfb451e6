using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Generators.Tests.Versions;

/// <summary>A run is parked under one build of its workflow and goes on under the next, whose types have another form.</summary>
public sealed class UpcastRunTests
{
    private const string Driver = """
        public static class Driver
        {
            public static async Task<RunId> StartAsync(IWorkflowClient client) => (await client.StartAsync(Ship.Start(ORDER))).RunId;
            public static async Task SendAsync(IWorkflowClient client, RunId run) => await client.SignalAsync(run, Ship.Signals.Note, NOTE);
        }
        """;

    private const string Old = """
        public sealed record Order(string Id, int Cents, List<Line> Lines);
        public sealed record Line(string Sku);
        public sealed record Parcel(string To, int Grams);
        public sealed record Note(string Text);

        [Workflow("ship")]
        public sealed partial class Ship
        {
            [Flow]
            public async Task<string> RunAsync(Order order)
            {
                var parcel = await PackAsync(order.Id);
                var weight = parcel.Grams * 2;
                var note = await NoteAsync();
                return $"{order.Id} {order.Cents} {order.Lines[0].Sku} {parcel.Grams} {weight} {note.Text}";
            }

            [Step] private Task<Parcel> PackAsync(string id) => Task.FromResult(new Parcel(id, 1500));

            [Signal(Timeout = "30d")] private partial ValueTask<Note> NoteAsync();
        }

        """;

    private const string New = """
        public sealed record Order(string Id, decimal Total, List<Line> Lines)
        {
            [Upcast] public static Order From(OrderInCents old) => new(old.Id, old.Cents / 100m, old.Lines);
        }
        public sealed record OrderInCents(string Id, int Cents, List<Line> Lines);
        public sealed record Line(string Sku, int Quantity)
        {
            [Upcast] public static Line From(SingleLine old) => new(old.Sku, 1);
        }
        public sealed record SingleLine(string Sku);
        public sealed record Parcel(string To, double Kilos)
        {
            [Upcast] public static Parcel From(ParcelInGrams old) => new(old.To, old.Grams / 1000.0);
        }
        public sealed record ParcelInGrams(string To, int Grams);
        public sealed record Note(string Text, bool IsLoud)
        {
            [Upcast] public static Note From(PlainNote old) => new(old.Text, old.Text.EndsWith('!'));
        }
        public sealed record PlainNote(string Text);

        [Workflow("ship")]
        public sealed partial class Ship
        {
            [Flow]
            public async Task<string> RunAsync(Order order)
            {
                var parcel = await PackAsync(order.Id);
                var weight = parcel.Kilos * 2;
                var note = await NoteAsync();
                return $"{order.Id} {order.Total} {order.Lines[0].Quantity} {parcel.Kilos} {weight} {note.IsLoud}";
            }

            [Step] private Task<Parcel> PackAsync(string id) => Task.FromResult(new Parcel(id, 9));

            [Signal(Timeout = "30d")] private partial ValueTask<Note> NoteAsync();

            [Upcast] private static double ToKilos(int grams) => grams / 1000.0;
        }

        """;

    private static readonly string s_old = Old + Driver.Replace("ORDER", "new Order(\"a\", 250, [new(\"x\")])", StringComparison.Ordinal).Replace("NOTE", "new Note(\"hurry!\")", StringComparison.Ordinal);
    private static readonly string s_new = New + Driver.Replace("ORDER", "new Order(\"b\", 1.5m, [new(\"x\", 7)])", StringComparison.Ordinal).Replace("NOTE", "new Note(\"\", false)", StringComparison.Ordinal);

    public static TheoryData<bool> Stores => VersionedRun.Stores;

    [Theory, MemberData(nameof(Stores))]
    public async Task Locals_inputs_and_messages_of_the_old_form_are_brought_to_the_new_one(bool isDurable)
    {
        await using var store = new VersionedRun(isDurable);
        RunId parked, fresh;
        await using (var before = await store.DeployAsync(s_old))
        {
            parked = await before.StartAsync();
            Assert.Equal(RunStatus.Waiting, (await before.ParkedAsync(parked)).Status);
            await before.Host.StopAsync();
            // Neither the second run nor the message to the first is seen by the old build.
            fresh = await before.StartAsync();
            await before.SendAsync(parked);
        }

        await using var after = await store.DeployAsync(s_new);
        var own = await after.StartAsync();
        await after.ParkedAsync(fresh);
        await after.ParkedAsync(own);
        await after.SendAsync(fresh);
        await after.SendAsync(own);

        Assert.Equal("Completed \"a 2.5 1 1.5 3 True\"", await after.EndOfAsync(parked));
        Assert.Equal("Completed \"a 2.5 1 9 18 False\"", await after.EndOfAsync(fresh));
        Assert.Equal("Completed \"b 1.5 7 9 18 False\"", await after.EndOfAsync(own));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_run_that_was_parked_for_want_of_an_upcast_goes_on_once_there_is_one(bool isDurable)
    {
        await using var store = new VersionedRun(isDurable);
        RunId run;
        await using (var before = await store.DeployAsync(s_old))
        {
            run = await before.StartAsync();
            await before.ParkedAsync(run);
            await before.Host.StopAsync();
            await before.SendAsync(run);
        }
        await using (var hasty = await store.DeployAsync(s_new.Replace("[Upcast] private static double", "private static double", StringComparison.Ordinal)))
            Assert.StartsWith("Incompatible The stored frame has no 'weight:double'", await hasty.EndOfAsync(run), StringComparison.Ordinal);

        await using var after = await store.DeployAsync(s_new);

        await after.Host.UntilAsync(run, static now => now.Status.IsTerminal());
        Assert.Equal("Completed \"a 2.5 1 1.5 3 True\"", await after.EndOfAsync(run));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_upcast_that_throws_parks_the_run(bool isDurable)
    {
        await using var store = new VersionedRun(isDurable);
        RunId run;
        await using (var before = await store.DeployAsync(s_old))
        {
            run = await before.StartAsync();
            await before.ParkedAsync(run);
            await before.Host.StopAsync();
            await before.SendAsync(run);
        }

        await using var after = await store.DeployAsync(s_new.Replace("new(old.To, old.Grams / 1000.0)", "throw new NotSupportedException(\"no scales\")", StringComparison.Ordinal));

        Assert.Equal("Incompatible A stored ParcelInGrams could not be made a Parcel: no scales", await after.EndOfAsync(run));
    }
}
