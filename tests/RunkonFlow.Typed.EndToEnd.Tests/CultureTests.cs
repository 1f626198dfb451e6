using System.Globalization;
using RunkonFlow.Typed.EndToEnd.Workflows;
using RunkonFlow.Typed.Tests.Shared;

namespace RunkonFlow.Typed.EndToEnd;

[Collection(nameof(SerialCollection))]
public sealed class CultureTests
{
    [Theory, CombinatorialStores]
    public async Task A_flow_formats_alike_on_every_machine(StoreKind kind)
    {
        var before = CultureInfo.DefaultThreadCurrentCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            await using var store = new TestStore(kind);
            await using var host = await new EngineHost(static builder => builder.Add(Formats.Registration), store.Store, store.Time).StartAsync();

            var run = await host.Client.StartAsync(Formats.Start(1234.5m), cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal("1,234.5|1,234.5|1,234.5", await run.ResultAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }
}
