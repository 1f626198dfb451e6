namespace RunkonFlow.Typed.Persistence;

/// <summary>A store refused a call, or could not carry it out. The message says what to do.</summary>
public class PersistenceException(string message, Exception? innerException = null) : RunkonFlowException(message, innerException);

/// <summary>A named operation wrote under a generation that is no longer the run's: the lease is lost.</summary>
public sealed class LeaseLostException(RunId runId, long generation)
    : PersistenceException($"Generation {generation} no longer owns run {runId}: another worker has taken it over. Stop working on it.");

/// <summary>A change that the status tables do not allow, or a row that exists with other content.</summary>
public sealed class ConflictException(string message) : PersistenceException(message);

/// <summary>A step's body kept the store's transaction open for longer than the store can wait; what it wrote was taken back.</summary>
public sealed class TransactionTimeoutException(string message, Exception? innerException = null) : PersistenceException(message, innerException);

/// <summary>A step's body committed or rolled back the store's transaction itself; what it wrote was taken back.</summary>
public sealed class TransactionEndedException(string message, Exception? innerException = null) : PersistenceException(message, innerException);

/// <summary>A run or row that a call names does not exist.</summary>
public sealed class NotFoundException(string message) : PersistenceException(message);
