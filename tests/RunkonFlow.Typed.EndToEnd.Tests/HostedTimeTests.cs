using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace RunkonFlow.Typed.EndToEnd.Tests;

public sealed class HostedTimeTests
{
    [Fact]
    public void A_host_hands_out_the_clock_a_test_gave_it()
    {
        var clock = new FakeTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        using var host = builder.Build();

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(clock.GetUtcNow(), host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }
}
