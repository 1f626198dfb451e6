using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>A started <c>CrashWorker</c>, which tests kill, freeze and thaw.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private WorkerProcess(Process process, string folder, string name)
    {
        (_process, Trace) = (process, new TraceFile(Path.Combine(folder, $"trace-{name}.txt")));
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors) _errors.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
    }

    public TraceFile Trace { get; }

    /// <summary>What it wrote to its standard error: warnings of the engine, and how it died.</summary>
    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    public static WorkerProcess Start(string folder, string name, params string[] settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "CrashWorker.dll");
        var start = new ProcessStartInfo("dotnet", [program, $"folder={folder}", $"name={name}", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new(Process.Start(start)!, folder, name);
    }

    /// <summary>Waits until it says a word; false when it ends without having said it.</summary>
    public async Task<bool> SaysAsync(string word, CancellationToken ct)
    {
        while (await _process.StandardOutput.ReadLineAsync(ct).AsTask().WaitAsync(Patience, ct) is { } line)
            if (line == word) return true;
        return false;
    }

    public async Task<int> ExitCodeAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct).WaitAsync(Patience, ct);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    /// <summary>Stops all of its threads where they are; returns when they have stopped.</summary>
    public void Freeze()
    {
        Signal(Sigstop);
        while (File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[^1][0] != 'T') Thread.Yield();
    }

    public void Thaw() => Signal(Sigcont);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private const int Sigstop = 19;
    private const int Sigcont = 18;

    private void Signal(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}
