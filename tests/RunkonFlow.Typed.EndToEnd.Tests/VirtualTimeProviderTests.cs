using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.EndToEnd;

public sealed class VirtualTimeProviderTests
{
    private readonly VirtualTimeProvider _time = new();

    [Fact]
    public void Timers_fire_in_the_order_of_their_moments_with_the_clock_at_them()
    {
        var begun = _time.GetUtcNow();
        List<(string, TimeSpan)> fired = [];
        void Fire(object? name) => fired.Add(((string)name!, _time.GetUtcNow() - begun));
        using var late = _time.CreateTimer(Fire, "late", TimeSpan.FromHours(3), Timeout.InfiniteTimeSpan);
        using var often = _time.CreateTimer(Fire, "often", TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        using var gone = _time.CreateTimer(Fire, "gone", TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        gone.Dispose();

        _time.Advance(TimeSpan.FromHours(5.5));

        Assert.Equal(
            [("often", TimeSpan.FromHours(1)), ("late", TimeSpan.FromHours(3)), ("often", TimeSpan.FromHours(3)), ("often", TimeSpan.FromHours(5))], fired);
        Assert.Equal(TimeSpan.FromHours(5.5), _time.GetUtcNow() - begun);
        Assert.Equal(begun.AddHours(7), _time.NextTimer);
    }

    [Fact]
    public async Task Delays_and_timeouts_end_when_the_clock_is_moved()
    {
        var stamp = _time.GetTimestamp();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2), _time);
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time, timeout.Token);
        var longer = Task.Delay(TimeSpan.FromMinutes(3), _time, timeout.Token);

        _time.Advance(TimeSpan.FromMinutes(5));

        await delay;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => longer);
        Assert.Equal(TimeSpan.FromMinutes(5), _time.GetElapsedTime(stamp));
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_needs_no_move()
    {
        var fired = new TaskCompletionSource();
        await using var timer = _time.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task;
        Assert.Null(_time.NextTimer);
    }

    [Fact]
    public void A_clock_of_tests_does_not_go_back()
        => Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromSeconds(-1)));
}
