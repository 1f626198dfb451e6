using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace RunkonFlow.Typed.Processes;

/// <summary>One started program with its process group and the readers of its output.</summary>
internal sealed class GroupedProcess : IDisposable
{
    // A process that left the group may hold the pipes open for ever; its output is not waited for longer than this.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly ProcessCommand _command;
    private readonly Process _process;
    private readonly bool _leadsGroup;
    private readonly BoundedOutput _output;
    private readonly BoundedOutput _error;

    public GroupedProcess(ProcessCommand command)
    {
        _command = command;
        (_process, _leadsGroup) = Start(command);
        _output = new BoundedOutput(_process.StandardOutput.BaseStream, command.MaxOutputBytes);
        _error = new BoundedOutput(_process.StandardError.BaseStream, command.MaxOutputBytes);
    }

    public async Task<ProcessResult> RunToEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            var input = WriteInputAsync();
            await _process.WaitForExitAsync(cancellationToken);
            await EndGroupAndReadersAsync(input);
        }
        catch (OperationCanceledException)
        {
            KillTree();
            KillGroup();
            await _process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return new(_process.ExitCode, _output.ToText(), _error.ToText(), _output.IsTruncated || _error.IsTruncated);
    }

    public void Dispose() => _process.Dispose();

    private async Task EndGroupAndReadersAsync(Task input)
    {
        KillGroup();
        try
        {
            await Task.WhenAll(_output.End, _error.End, input).WaitAsync(OutputGrace);
        }
        catch (TimeoutException)
        {
        }
    }

    private async Task WriteInputAsync()
    {
        try
        {
            await using var input = _process.StandardInput;
            if (_command.Input is { } text) await input.WriteAsync(text);
        }
        catch (IOException)
        {
            // The program ended, or closed its input, before it had read everything: that is its right.
        }
    }

    // First the descendants, while their parents still tell where they are, then the group for those whose parents have ended.
    private void KillTree()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile, or a descendant has.
        }
    }

    private void KillGroup()
    {
        if (_leadsGroup) ProcessGroup.Kill(_process.Id);
    }

    private static (Process Process, bool LeadsGroup) Start(ProcessCommand command)
    {
        if (command.WorkingDirectory is { } directory && !Directory.Exists(directory))
            throw new DirectoryNotFoundException($"Cannot run '{command.Program}': its working directory '{directory}' does not exist.");

        var program = ProgramFile.Find(command);
        var setsid = ProcessGroup.LeaderProgram;
        var start = new ProcessStartInfo(setsid ?? program)
        {
            WorkingDirectory = command.WorkingDirectory ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        if (setsid is not null) start.ArgumentList.Add(program);
        if (!command.Arguments.IsDefault)
            foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;

        try
        {
            return (Process.Start(start)!, setsid is not null);
        }
        catch (Win32Exception e)
        {
            throw new ProgramNotFoundException(command.Program, e.Message, e);
        }
    }
}
