using System.Data;
using Microsoft.Data.SqlClient;
using RunkonFlow.Typed.SqlServer.Tables;

namespace RunkonFlow.Typed.SqlServer.Calls;

/// <summary>Tells the server the time of a test's clock, whenever it has moved. Nobody else sets the server's time.</summary>
internal sealed class TestClock(TimeProvider time, string schema)
{
    private readonly Lock _lock = new();
    private Task _setting = Task.CompletedTask;
    private DateTime _told;

    /// <summary>Returns when the server knows the time; one at a time, so that the last told is the latest.</summary>
    public Task SetAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _setting.IsCompleted && Cell.Time(time.GetUtcNow()) == _told ? Task.CompletedTask : _setting = TellAfterAsync(_setting, connection, cancellationToken);
        }
    }

    private async Task TellAfterAsync(Task before, SqlConnection connection, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var now = Cell.Time(time.GetUtcNow());
        if (now == _told) return;
        using var command = new SqlCommand($"UPDATE [{schema}].clock SET fixed_at = @now", connection);
        var parameter = command.Parameters.Add("@now", SqlDbType.DateTime2);
        (parameter.Scale, parameter.Value) = (3, now);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        _told = now;
    }
}
